import ConnectorKit

/// The configured address of a provider: where its first page is, and what the links between pages are relative to.
///
/// Links never change scheme, host or port, so that credentials go nowhere else: a link to another host is followed at
/// the configured one, as providers behind a proxy need it.
struct FleetAddress: Hashable {
    /// Scheme, host and port: `https://fleet.example:8443`, or `file://`.
    let origin: String
    /// The path that all pages share, without a slash at its end; empty if there is none.
    let basePath: String
    /// The first page.
    let firstPage: PageAddress
    /// Whether this is one saved document, which has no further pages.
    let isFile: Bool

    /// Reads the value of the configuration key `address`.
    ///
    /// - Parameter text: The base address up to before `/Fleet/1`, the first page's own address if it ends in
    ///   `/Fleet/` and a number (in any case), or the `file` address of a saved page.
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)``.
    init(configured text: String) throws(ConnectorError) {
        guard let parts = AddressParts(text), ["https", "http", "file"].contains(parts.scheme) else {
            throw Self.invalid("must be an https, http or file address such as https://fleet.example/aemp")
        }
        guard !parts.authority.contains("@") else {
            throw Self.invalid("must not contain a user or password; use the keys user and password")
        }
        guard !text.contains("#"), let path = PageAddress(parts.rest.hasPrefix("/") ? parts.rest : "/" + parts.rest)
        else {
            throw Self.invalid("must have no fragment, blank or control character, and at most 2000 characters")
        }
        isFile = parts.scheme == "file"
        guard isFile ? ["", "localhost"].contains(parts.authority) : !parts.authority.isEmpty else {
            throw Self.invalid(isFile ? "must be a local file, file:///path" : "names no host")
        }
        origin = "\(parts.scheme)://\(isFile ? "" : parts.authority)"
        if isFile {
            (basePath, firstPage) = ("", path)
        } else {
            (basePath, firstPage) = Self.pages(below: path)
        }
    }

    /// The address to send a request to.
    func url(of page: PageAddress) -> String {
        origin + page.text
    }

    /// What errors call a page: method and address without the query, which may carry a key.
    func endpoint(of page: PageAddress) -> String {
        "GET \(origin)\(page.path)"
    }

    /// The page that a link points to (domain.md §1: absolute and relative addresses are both seen).
    ///
    /// A path that does not begin with the configured one is looked for below it: `/Fleet/2` at
    /// `https://fleet.example/aemp` is `/aemp/Fleet/2`.
    ///
    /// - Parameters:
    ///   - href: The link as the provider wrote it.
    ///   - page: The page on which it was.
    /// - Returns: `nil` if the link is no address of a page.
    func page(linked href: String, on page: PageAddress) -> PageAddress? {
        if let parts = AddressParts(href.hasPrefix("//") ? "https:\(href)" : href) {
            guard ["https", "http"].contains(parts.scheme) else { return nil }
            let path = parts.rest.hasPrefix("/") ? parts.rest : "/" + parts.rest
            return PageAddress("\(parts.scheme)://\(parts.authority)" == origin ? path : belowBase(path))
        }
        let start = href.prefix { $0 != "/" && $0 != "?" }
        guard !start.contains(":"), !href.isEmpty else { return nil }
        if href.hasPrefix("/") { return PageAddress(belowBase(href)) }
        if href.hasPrefix("?") { return PageAddress(page.path + href) }
        if start.lowercased() == "fleet" { return PageAddress("\(basePath)/\(href)") }
        return sibling(href, of: page)
    }

    private func belowBase(_ path: String) -> String {
        path.hasPrefix(basePath + "/") ? path : basePath + path
    }

    /// Resolves `2`, `./2` or `../Fleet/2` against the directory of a page.
    private func sibling(_ href: String, of page: PageAddress) -> PageAddress? {
        let path = href.prefix { $0 != "?" }
        var segments = page.path.split(separator: "/").dropLast()
        for segment in path.split(separator: "/") where segment != "." {
            if segment == ".." { segments = segments.dropLast() } else { segments.append(segment) }
        }
        return PageAddress("/" + segments.joined(separator: "/") + href[path.endIndex...])
    }

    private static func pages(below path: PageAddress) -> (base: String, first: PageAddress) {
        let segments = path.path.split(separator: "/")
        if path.number != nil, segments.dropLast().last?.lowercased() == "fleet" {
            return (segments.dropLast(2).map { "/\($0)" }.joined(), path)
        }
        let base = segments.map { "/\($0)" }.joined()
        return (base, PageAddress(path: base + "/Fleet/1", query: path.query))
    }

    private static func invalid(_ reason: String) -> ConnectorError {
        .invalidConfiguration(key: "address", reason: reason)
    }
}

/// The parts of an absolute address; scheme and host in small letters, a port that the scheme implies left out.
struct AddressParts: Hashable {
    let scheme: String
    let authority: String
    /// Everything behind the authority.
    let rest: String

    /// Splits an absolute address; `nil` for any other text.
    init?(_ text: String) {
        let scheme = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
        let tail = text[scheme.endIndex...]
        guard !scheme.isEmpty, tail.hasPrefix("://") else { return nil }
        let authority = tail.dropFirst(3).prefix { !"/?#".contains($0) }
        self.scheme = scheme.lowercased()
        let impliedPort = self.scheme == "https" ? ":443" : ":80"
        let hasImpliedPort = authority.hasSuffix(impliedPort)
        self.authority = authority.dropLast(hasImpliedPort ? impliedPort.count : 0).lowercased()
        rest = String(tail[authority.endIndex...])
    }
}
