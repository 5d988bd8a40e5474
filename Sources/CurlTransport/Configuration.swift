import CCurl
import Foundation

extension CurlTransport {
    /// Limits, proxy and trust of a ``CurlTransport``.
    public struct Configuration: Sendable, Hashable {
        /// Which versions of HTTP are offered.
        public enum HTTP2: Sendable, Hashable {
            /// HTTP/2 where an `https` server agrees to it, otherwise HTTP/1.1.
            case automatic
            /// HTTP/1.1 only.
            case disabled
        }

        /// The address of the proxy, for example `http://10.0.0.2:3128`; `nil` connects directly.
        public var proxy: String?
        /// The file with the certificates (PEM) that are trusted; `nil` means those of the operating system.
        public var caFile: String?
        /// How long a call may take if its request does not say.
        public var deadline: Duration
        /// How long a connection may take to come about, TLS included.
        public var connectTimeout: Duration
        /// How large an answer's body may be if its request does not say, in bytes.
        public var responseLimit: Int
        /// How many connections to one host are open at the same time; further calls wait for one.
        public var maximumConnectionsPerHost: Int
        /// Whether `file://` addresses may be read, which replaying saved answers needs.
        public var allowsFileAddresses: Bool
        /// Which versions of HTTP are offered.
        public var http2: HTTP2
        /// The header field `User-Agent` of requests that have none of their own.
        public var userAgent: String

        /// Creates a configuration.
        public init(
            proxy: String? = nil,
            caFile: String? = nil,
            deadline: Duration = .seconds(60),
            connectTimeout: Duration = .seconds(10),
            responseLimit: Int = 16 << 20,
            maximumConnectionsPerHost: Int = 8,
            allowsFileAddresses: Bool = false,
            http2: HTTP2 = .automatic,
            userAgent: String = "purlin"
        ) {
            self.proxy = proxy
            self.caFile = caFile
            self.deadline = deadline
            self.connectTimeout = connectTimeout
            self.responseLimit = responseLimit
            self.maximumConnectionsPerHost = maximumConnectionsPerHost
            self.allowsFileAddresses = allowsFileAddresses
            self.http2 = http2
            self.userAgent = userAgent
        }
    }

    /// Why a transport cannot be created.
    public struct SetupError: Error, Sendable, Hashable, CustomStringConvertible {
        /// The setting that cannot work, for example `caFile`, or `libcurl`.
        public let setting: String
        /// What is wrong with it and what to do.
        public let detail: String

        /// Creates an error.
        public init(setting: String, detail: String) {
            self.setting = setting
            self.detail = detail
        }

        /// The setting, what is wrong with it and what to do.
        public var description: String { "transport setting \(setting): \(detail)" }
    }
}

extension CurlTransport.Configuration {
    /// Refuses what would make every call fail.
    func validate() throws(CurlTransport.SetupError) {
        try require(deadline > .zero, "deadline", "must be more than zero, is \(deadline)")
        try require(connectTimeout >= .milliseconds(1), "connectTimeout", "must be 1 ms or more, is \(connectTimeout)")
        try require(responseLimit > 0, "responseLimit", "must be more than zero bytes, is \(responseLimit)")
        let connections = maximumConnectionsPerHost
        try require(connections > 0, "maximumConnectionsPerHost", "must be 1 or more, is \(connections)")
        try require(!HeaderFields.breaksLine(userAgent), "userAgent", "must be one line of text")
        if let caFile {
            let isReadable = FileManager.default.isReadableFile(atPath: caFile)
            try require(isReadable, "caFile", "cannot read \(caFile); name a file with certificates in PEM format")
        }
        if let proxy {
            let isAddress = proxy.contains("://") && CurlAddress(proxy) != nil
            try require(isAddress, "proxy", "is no address; write it like http://10.0.0.2:3128")
        }
    }

    private func require(
        _ condition: Bool,
        _ setting: String,
        _ detail: @autoclosure () -> String
    ) throws(CurlTransport.SetupError) {
        guard condition else { throw CurlTransport.SetupError(setting: setting, detail: detail()) }
    }
}
