package io.sockeye.examples.auction;

import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** One login for pages, REST and Socket.IO. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/socket.io/**")
                        .permitAll() // LiveFloor refuses with a reason that the page can show
                        .anyRequest()
                        .authenticated())
                .formLogin(Customizer.withDefaults())
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                        new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
                        PathPatternRequestMatcher.withDefaults().matcher("/api/**")))
                .csrf(csrf -> ofSinglePages(csrf).ignoringRequestMatchers("/socket.io/**")) // its own rule of origins
                .build();
    }

    private static CsrfConfigurer<HttpSecurity> ofSinglePages(CsrfConfigurer<HttpSecurity> csrf) {
        csrf.spa();
        return csrf;
    }

    /** For the show: the password is the name. */
    @Bean
    UserDetailsService people() {
        return new InMemoryUserDetailsManager(Stream.of("ada", "bob", "cleo")
                .map(name -> User.withUsername(name)
                        .password("{noop}" + name)
                        .roles("USER")
                        .build())
                .toList());
    }
}
