/// The hosts that a request may mean which comes to a proxy.
///
/// A page of a foreign site can have its own name lead to this machine, and would then be answered with the recorded system's
/// data: a proxy that listens for this machine alone takes only requests for an address of this machine or `localhost`.
struct AcceptedHosts: Sendable {
    private let own: String
    private let isLoopback: Bool

    /// Those of a proxy that listens on an address.
    init(listeningOn host: String) {
        own = Self.plain(host)
        isLoopback = Self.isLoopback(own)
    }

    /// Whether a request is taken that means a host, with or without a port; one that means none is no page's.
    func accept(_ authority: String?) -> Bool {
        guard isLoopback, let authority else { return true }
        let host = Self.plain(Self.withoutPort(authority))
        return host == own || Self.isLoopback(host)
    }

    private static func withoutPort(_ authority: String) -> String {
        // An address of IPv6 has colons of its own, within brackets.
        guard let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") else { return authority }
        return String(authority[..<colon])
    }

    private static func plain(_ host: String) -> String {
        host.lowercased().filter { !["[", "]"].contains($0) }
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.wholeMatch(of: /127(?:\.\d{1,3}){3}/) != nil
    }
}
