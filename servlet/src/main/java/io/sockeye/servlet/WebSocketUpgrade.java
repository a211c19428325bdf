package io.sockeye.servlet;

import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.WebSocketHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Turns a request into a websocket, on the thread of the container that serves it. */
final class WebSocketUpgrade {
    private static final Logger LOGGER = System.getLogger(SockeyeServlet.class.getName());

    private final HostConfig config;
    private final Connections connections;
    private final Map<Class<?>, ContainerMeans> means = new ConcurrentHashMap<>();

    WebSocketUpgrade(HostConfig config, Connections connections) {
        this.config = config;
        this.connections = connections;
    }

    void accept(HttpServletRequest request, HttpServletResponse response, Headers additional, WebSocketHandler handler)
            throws IOException {
        boolean upgraded = false;
        ServletWebSocket socket = new ServletWebSocket(
                config.maxMessageBytes(),
                handler,
                connections,
                session -> means.computeIfAbsent(session.getClass(), ContainerMeans::of));
        connections.add(socket);
        try {
            if (isFaulty(request)) {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            } else if (request.getServletContext().getAttribute(ServerContainer.class.getName())
                    instanceof ServerContainer container) {
                container.upgradeHttpToWebSocket(request, response, endpoint(socket, additional), Map.of());
                upgraded = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
            } else {
                LOGGER.log(Level.WARNING, "this application has no Jakarta WebSocket container: no websockets");
                response.sendError(HttpServletResponse.SC_NOT_IMPLEMENTED);
            }
        } catch (DeploymentException e) {
            LOGGER.log(Level.DEBUG, "the container refused a websocket", e);
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        } finally {
            if (upgraded) {
                socket.accepted();
            } else {
                socket.refused();
            }
        }
    }

    private static boolean isFaulty(HttpServletRequest request) {
        return request.getHeader("Sec-WebSocket-Key") == null
                || !"13".equals(request.getHeader("Sec-WebSocket-Version"));
    }

    private ServerEndpointConfig endpoint(ServletWebSocket socket, Headers additional) {
        // Jetty wants a public class here; the instance comes from the configurator.
        return ServerEndpointConfig.Builder.create(Endpoint.class, "/")
                .configurator(new Handshaker(socket, additional, config.perMessageDeflate()))
                .build();
    }

    /** What this websocket's handshake has of its own. The engine has looked at the origin already. */
    private static final class Handshaker extends ServerEndpointConfig.Configurator {
        private final ServletWebSocket socket;
        private final Headers additional;
        private final boolean deflate;

        Handshaker(ServletWebSocket socket, Headers additional, boolean deflate) {
            this.socket = socket;
            this.additional = additional;
            this.deflate = deflate;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(socket);
        }

        @Override
        public boolean checkOrigin(String origin) {
            return true;
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return deflate ? super.getNegotiatedExtensions(installed, requested) : List.of();
        }

        @Override
        public void modifyHandshake(
                ServerEndpointConfig endpoint, HandshakeRequest request, HandshakeResponse response) {
            additional.forEach((name, value) -> response.getHeaders()
                    .computeIfAbsent(name, first -> new ArrayList<>())
                    .add(value));
        }
    }
}
