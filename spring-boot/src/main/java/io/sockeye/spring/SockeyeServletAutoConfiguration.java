package io.sockeye.spring;

import io.sockeye.server.SocketIoServer;
import io.sockeye.servlet.SockeyeServlet;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** The server as a servlet of the application. */
@AutoConfiguration(after = SockeyeAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(SocketIoServer.class)
class SockeyeServletAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(name = "sockeyeServlet")
    ServletRegistrationBean<SockeyeServlet> sockeyeServlet(SocketIoServer io) {
        SockeyeServlet servlet = new SockeyeServlet(io.hostConfig(), io.engine());
        String path = io.engine().options().transport().path();
        ServletRegistrationBean<SockeyeServlet> registration = new ServletRegistrationBean<>(servlet, path + "/*");
        registration.setName("sockeye");
        registration.setLoadOnStartup(1);
        return registration;
    }
}
