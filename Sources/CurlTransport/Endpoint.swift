import CCurl
import ConnectorKit

/// Where a request goes, as it may be shown: the method and the address without user information, query and fragment.
struct Endpoint {
    let text: String
    let isFile: Bool

    /// Reads a request's method and address.
    ///
    /// - Throws: ``TransportError`` if either cannot be used.
    init(of request: HTTPRequest) throws(TransportError) {
        let isMethod = HeaderFields.isToken(request.method)
        let method = isMethod ? request.method : "?"
        guard let address = CurlAddress(request.url) else {
            let detail = "the address cannot be read; write it like https://erp.example.com/jsonrpc"
            throw Self.refusal(of: "\(method) (unreadable address)", detail)
        }
        text = "\(method) \(address.shown)"
        isFile = address.scheme == "file"
        guard isMethod else { throw Self.refusal(of: text, "the method is no word of HTTP") }
        guard request.method != "HEAD" || request.body.isEmpty else {
            throw Self.refusal(of: text, "a HEAD request has no body; leave it empty")
        }
        if let field = request.headers.first(where: { !HeaderFields.isSendable($0) }) {
            let name = HeaderFields.isToken(field.name) ? field.name : "?"
            throw Self.refusal(of: text, "the header field \(name) has a bad name or a line break in its value")
        }
    }

    private static func refusal(of endpoint: String, _ detail: String) -> TransportError {
        TransportError(reason: .unusableAddress, requestMayHaveArrived: false, endpoint: endpoint, detail: detail)
    }
}

/// An absolute address as libcurl itself reads it.
struct CurlAddress {
    let scheme: String
    /// The address without user information, query and fragment.
    let shown: String

    init?(_ text: String) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }), let handle = unsafe curl_url() else { return nil }
        defer { unsafe curl_url_cleanup(handle) }
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME)
        guard unsafe curl_url_set(handle, CURLUPART_URL, text, flags) == CURLUE_OK else { return nil }
        for part in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_QUERY, CURLUPART_FRAGMENT] {
            guard unsafe curl_url_set(handle, part, nil, 0) == CURLUE_OK else { return nil }
        }
        guard let scheme = unsafe Self.part(CURLUPART_SCHEME, of: handle),
            let shown = unsafe Self.part(CURLUPART_URL, of: handle)
        else { return nil }
        self.scheme = scheme
        self.shown = shown
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(handle, part, &text, 0) == CURLUE_OK, let text = unsafe text else { return nil }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text)
    }
}
