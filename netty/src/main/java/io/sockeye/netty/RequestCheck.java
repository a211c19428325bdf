package io.sockeye.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** Which requests are refused before anybody sees them. */
final class RequestCheck {
    static final int BAD_REQUEST = 400;

    private static final int URI_TOO_LONG = 414;
    private static final int EXPECTATION_FAILED = 417;
    private static final int HEADERS_TOO_LARGE = 431;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int VERSION_NOT_SUPPORTED = 505;

    private static final int MAX_FIELDS = 200;

    private RequestCheck() {}

    /** The status to refuse a request with, 0 when it is fine. */
    static int refusal(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return refusal(request.decoderResult().cause());
        }
        HttpHeaders headers = request.headers();
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return VERSION_NOT_SUPPORTED;
        }
        if (headers.size() > MAX_FIELDS) {
            return HEADERS_TOO_LARGE;
        }
        if (headers.contains(HttpHeaderNames.EXPECT)
                && !headers.contains(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true)) {
            return EXPECTATION_FAILED;
        }
        return headers.contains(HttpHeaderNames.TRANSFER_ENCODING) ? refusalOfTransferEncoding(headers, version) : 0;
    }

    private static int refusal(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException ? HEADERS_TOO_LARGE : BAD_REQUEST;
    }

    /** Whatever a proxy in front could read in another way is an attempt to smuggle a request. */
    private static int refusalOfTransferEncoding(HttpHeaders headers, HttpVersion version) {
        if (headers.contains(HttpHeaderNames.CONTENT_LENGTH) || version.equals(HttpVersion.HTTP_1_0)) {
            return BAD_REQUEST;
        }
        boolean chunked = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING).size() == 1
                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(headers.get(HttpHeaderNames.TRANSFER_ENCODING));
        return chunked ? 0 : NOT_IMPLEMENTED;
    }
}
