import CCurl
import ConnectorKit

/// What libcurl's result codes mean for a caller.
enum CurlFault {
    /// The reason behind a result code.
    ///
    /// - Parameters:
    ///   - code: Any code but `CURLE_OK`.
    ///   - wasSent: Whether bytes of the request were handed to a connection.
    /// - Returns: The reason that a caller can act on.
    static func reason(for code: CURLcode, wasSent: Bool) -> TransportError.Reason {
        switch code {
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT:
            // Behind a request these are an answer that is no HTTP (libcurl takes it for HTTP/0.9) or a bad redirect.
            wasSent ? .invalidAnswer : .unusableAddress
        case CURLE_FILE_COULDNT_READ_FILE: .unusableAddress
        case CURLE_COULDNT_RESOLVE_HOST: .unknownHost
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: .unreachable
        // The deadline is this module's own; libcurl only limits the time to connect.
        case CURLE_OPERATION_TIMEDOUT: wasSent ? .deadlineExceeded : .unreachable
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED:
            .untrusted
        case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_TOO_MANY_REDIRECTS, CURLE_HTTP2:
            .invalidAnswer
        case CURLE_FILESIZE_EXCEEDED: .responseTooLarge
        default: wasSent ? .connectionLost : .unreachable
        }
    }
}
