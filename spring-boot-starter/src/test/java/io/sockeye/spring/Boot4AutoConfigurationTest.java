package io.sockeye.spring;

/** With Boot 4. */
final class Boot4AutoConfigurationTest extends AutoConfigurationContract {}
