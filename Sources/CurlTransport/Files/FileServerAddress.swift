import ConnectorKit
import Foundation

/// The address of a folder on a file server, taken apart, and how paths below it are written for libcurl.
struct FileServerAddress: Sendable {
    enum Kind: Sendable {
        case sftp
        /// With TLS that the client asks for on the usual port (RFC 4217), on both connections.
        case ftps
    }

    let kind: Kind
    /// Scheme, host, port and root, as a person may read them.
    let shown: String
    private let authority: String
    /// The root as a server takes it: empty for the folder of the user, otherwise relative to it or beginning with `/`.
    private let root: String

    /// Takes an address apart.
    init(_ text: String) throws(CurlTransport.SetupError) {
        guard let components = URLComponents(string: text), let host = components.percentEncodedHost, !host.isEmpty,
            let kind = Self.kind(components.scheme)
        else {
            throw Self.refusal("cannot be read; write it like sftp://files.example.com:22/path or ftps://…")
        }
        guard components.user == nil, components.password == nil, components.query == nil, components.fragment == nil
        else {
            throw Self.refusal("holds more than scheme, host, port and path; user and password have their own keys")
        }
        let path = components.path.split(separator: "/").map(String.init)
        guard !path.contains(".."), !path.contains("."), path.allSatisfy({ FilePath.flaw(in: $0) == nil }) else {
            throw Self.refusal("has a path with '.', '..' or control characters")
        }
        self.kind = kind
        authority = components.port.map { "\(host):\($0)" } ?? host
        let startsAtHome = path.isEmpty ? components.path.isEmpty : path[0] == "~"
        root = startsAtHome ? path.dropFirst().joined(separator: "/") : "/" + path.joined(separator: "/")
        shown =
            "\(kind == .sftp ? "sftp" : "ftps")://\(authority)/"
            + (startsAtHome ? (["~"] + path.dropFirst()) : path)
            .joined(separator: "/")
    }

    /// A path as a person may read it.
    func shown(_ path: String) -> String {
        path.isEmpty ? shown : (shown.hasSuffix("/") ? shown : shown + "/") + FilePath.shown(path)
    }

    /// A path below the root as the server takes it in a command; `.` for the user's own folder.
    func serverPath(_ path: String) -> String {
        let whole = [root, path].filter { !$0.isEmpty }.joined(separator: root.hasSuffix("/") ? "" : "/")
        return whole.isEmpty ? "." : whole
    }

    /// The address of a file below the root.
    func url(ofFile path: String) -> String { base + Self.encoded(pathForURL(path)) }

    /// The address of a folder below the root.
    func url(ofFolder path: String) -> String {
        let folder = pathForURL(path)
        return base + Self.encoded(folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/")
    }

    private var base: String { kind == .sftp ? "sftp://\(authority)/" : "ftp://\(authority)/" }

    /// What follows the first slash of an address: libcurl takes a path of SFTP as absolute unless it begins with `~`, and
    /// one of FTP as relative unless it begins with another slash.
    private func pathForURL(_ path: String) -> String {
        let whole = [root, path].filter { !$0.isEmpty }.joined(separator: root.hasSuffix("/") ? "" : "/")
        switch kind {
        case .ftps: return whole
        case .sftp where !whole.hasPrefix("/"): return "~/" + whole
        // A folder that is really called ~ must not be taken for the user's own.
        case .sftp: return whole.hasPrefix("/~") ? "." + whole : String(whole.dropFirst())
        }
    }

    private static func encoded(_ path: String) -> String {
        // A leading slash that belongs to the path of FTP.
        let isAbsolute = path.hasPrefix("/")
        let text = path.utf8.dropFirst(isAbsolute ? 1 : 0).map { byte in
            let isPlain = plain.contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return (isAbsolute ? "%2F" : "") + text.joined()
    }

    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)

    private static func kind(_ scheme: String?) -> Kind? {
        switch scheme?.lowercased() {
        case "sftp": .sftp
        case "ftps": .ftps
        default: nil
        }
    }

    private static func refusal(_ detail: String) -> CurlTransport.SetupError {
        CurlTransport.SetupError(setting: "address", detail: detail)
    }
}
