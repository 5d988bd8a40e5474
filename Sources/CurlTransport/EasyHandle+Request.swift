import CCurl
import ConnectorKit

extension EasyHandle {
    /// Sets everything that a transfer needs.
    func prepare(for transfer: HTTPTransfer, configuration: CurlTransport.Configuration) throws(OptionError) {
        try keepErrorText()
        try set(CURLOPT_URL, transfer.request.url)
        try limit(to: configuration, followsRedirects: transfer.request.followsRedirects)
        try trust(configuration)
        if !transfer.endpoint.isFile { try describe(transfer.request, userAgent: configuration.userAgent) }
        try unsafe callBack(Unmanaged.passUnretained(transfer).toOpaque())
    }

    private func limit(
        to configuration: CurlTransport.Configuration,
        followsRedirects: Bool
    ) throws(OptionError) {
        try set(CURLOPT_PROTOCOLS_STR, configuration.allowsFileAddresses ? "http,https,file" : "http,https")
        try set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_FOLLOWLOCATION, followsRedirects ? 1 : 0)
        try set(CURLOPT_MAXREDIRS, 5)
        try set(CURLOPT_NOSIGNAL, 1)
        // A name that takes long to resolve must not hold up the other transfers when its own is given up.
        try set(CURLOPT_QUICK_EXIT, 1)
        try set(CURLOPT_CONNECTTIMEOUT_MS, configuration.connectTimeout.wholeMilliseconds)
    }

    private func trust(_ configuration: CurlTransport.Configuration) throws(OptionError) {
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        if let caFile = configuration.caFile { try set(CURLOPT_CAINFO, caFile) }
        // An empty proxy keeps libcurl from taking one from the environment.
        try set(CURLOPT_PROXY, configuration.proxy ?? "")
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        let version = configuration.http2 == .automatic ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1
        try set(CURLOPT_HTTP_VERSION, version)
    }

    private func describe(_ request: HTTPRequest, userAgent: String) throws(OptionError) {
        try set(CURLOPT_USERAGENT, userAgent)
        try set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
        try setMethod(of: request)
        // Without these two libcurl would announce a form, and wait for a "100 Continue" before a larger body.
        let own = ["Content-Type", "Expect"].filter { name in
            !request.headers.contains { $0.name.lowercased() == name.lowercased() }
        }
        try set(headerLines: own.map { "\($0):" } + request.headers.map(HeaderFields.line(for:)))
    }

    /// Sets the method; libcurl turns a POST into a GET as redirects ask for it, but no method that was set by name.
    private func setMethod(of request: HTTPRequest) throws(OptionError) {
        switch request.method {
        case "GET" where request.body.isEmpty: try set(CURLOPT_HTTPGET, 1)
        case "HEAD" where request.body.isEmpty: try set(CURLOPT_NOBODY, 1)
        case "POST": try set(body: request.body)
        case "PUT", "PATCH":
            try set(body: request.body)
            try setNamedMethod(request.method)
        default:
            if !request.body.isEmpty { try set(body: request.body) }
            try setNamedMethod(request.method)
        }
    }

    private func setNamedMethod(_ method: String) throws(OptionError) {
        try set(CURLOPT_CUSTOMREQUEST, method)
        try set(CURLOPT_FOLLOWLOCATION, 0)
    }

    private func callBack(_ transfer: UnsafeMutableRawPointer) throws(OptionError) {
        try unsafe set(CURLOPT_HEADERDATA, UnsafeRawPointer(transfer))
        try unsafe set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            unsafe TransferCallback.take(bytes, size * count, context) { unsafe $0.answer.take(headLine: $1) }
        }
        try unsafe set(CURLOPT_WRITEDATA, UnsafeRawPointer(transfer))
        try unsafe set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            unsafe TransferCallback.take(bytes, size * count, context) { unsafe $0.answer.take(bodyPiece: $1) }
        }
        try unsafe set(CURLOPT_PREREQDATA, UnsafeRawPointer(transfer))
        try unsafe set(beforeRequest: { context, peer, _, _, _ in
            guard let context = unsafe context else { return CURL_PREREQFUNC_ABORT }
            let address = unsafe peer.map { unsafe String(cString: $0) } ?? ""
            return unsafe TransferCallback.transfer(at: context).mayBeginRequest(to: address)
                ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        })
    }
}

/// How libcurl's callbacks find back to their transfer.
enum TransferCallback {
    static func transfer(at context: UnsafeRawPointer) -> HTTPTransfer {
        unsafe Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
    }

    /// Hands bytes to a transfer; answering with another number than `count` makes libcurl stop.
    static func take(
        _ bytes: UnsafeMutablePointer<CChar>?,
        _ count: Int,
        _ context: UnsafeMutableRawPointer?,
        by take: (HTTPTransfer, UnsafeRawBufferPointer) -> AnswerCollector.Excess?
    ) -> Int {
        guard let context = unsafe context else { return count &+ 1 }
        let transfer = unsafe transfer(at: context)
        guard let excess = unsafe take(transfer, UnsafeRawBufferPointer(start: bytes, count: count)) else {
            return count
        }
        transfer.ownFault = (.responseTooLarge, excess.detail)
        return count &+ 1
    }
}

extension Duration {
    /// Whole milliseconds, rounded up and at most a day.
    var wholeMilliseconds: Int {
        guard self < .seconds(86_400) else { return 86_400_000 }
        let (seconds, attoseconds) = components
        return Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
