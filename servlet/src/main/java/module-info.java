/**
 * The servlet container of a web application as the host of Engine.IO: {@link io.sockeye.servlet.SockeyeServlet} serves polling and websockets on the
 * application's own port, {@link io.sockeye.servlet.SockeyeFilter} does so in front of an application.
 */
module io.sockeye.servlet {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.engineio.server;
    requires transitive jakarta.servlet;
    requires jakarta.websocket;
    requires jakarta.websocket.client;

    exports io.sockeye.servlet;
}
