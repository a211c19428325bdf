package io.sockeye.spring;

/** With Boot 3. */
final class Boot3AutoConfigurationTest extends AutoConfigurationContract {}
