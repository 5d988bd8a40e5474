import CanonicalModel
public import ConnectorKit

extension TelematicsConnector {
    /// Reads the first page and reports dialect, machines, newest reading and the distance of the clocks.
    ///
    /// - Returns: What was found; an address, password or right that must be corrected is a failed finding.
    /// - Throws: ``ConnectorError`` for trouble that passes by itself, such as an overloaded provider.
    public func check() async throws(ConnectorError) -> [CheckFinding] {
        let endpoint = provider.address.endpoint(of: provider.address.firstPage)
        do throws(ConnectorError) {
            switch try await provider.read(provider.address.firstPage) {
            case .page(let page): return findings(on: page, endpoint: endpoint)
            case .refused(let response): throw provider.error(for: response, at: provider.address.firstPage)
            }
        } catch {
            guard let advice = Self.advice(on: error) else { throw error }
            return [CheckFinding(.failed, "\(error); \(advice)", credentials: Self.verdict(of: error))]
        }
    }

    /// What a person has to correct; `nil` for trouble that passes by itself.
    private static func advice(on error: ConnectorError) -> String? {
        switch error {
        case .unauthorized: return "or the token, and whether the account is still active"
        case .forbidden: return "ask the provider to open the ISO 15143-3 (AEMP) feed for this account"
        case .unexpectedAnswer: return "then run the check again"
        case .neverSent(let error), .outcomeUnknown(let error):
            switch error.reason {
            case .unusableAddress: return "correct the key address; for a saved snapshot, check that the file is there"
            case .unknownHost: return "check the host name in the key address, and this machine's name service"
            case .unreachable: return "check host and port in the key address, and firewall, proxy and VPN on the way"
            case .untrusted: return "the provider's certificate must be valid for this host name"
            default: return nil
            }
        default: return nil
        }
    }

    /// What a failure says of the credentials; `nil` if it says nothing.
    private static func verdict(of error: ConnectorError) -> CheckFinding.CredentialVerdict? {
        if case .unauthorized = error { return .refused }
        return nil
    }

    private func findings(on page: FleetPage, endpoint: String) -> [CheckFinding] {
        let name = firstRound.pageName
        let readings = PageReadings(page, pageName: name)
        guard page.fault == nil || !page.machines.isEmpty else {
            let remedy = "check that the key address leads to the ISO 15143-3 snapshot"
            return readings.rejects.map { CheckFinding(.failed, "\(endpoint): \($0.reason); \(remedy)") }
        }
        return [
            dialect(of: page, endpoint: endpoint), machines(on: page, readings),
            newestReading(readings), clockDistance(page), paging(page),
        ]
        .compactMap(\.self) + trouble(readings) + transportSecurity() + expiry()
    }

    private var firstRound: FleetRound {
        FleetRound(startingAt: provider.address.firstPage, at: provider.services.clock.now)
    }

    private func dialect(of page: FleetPage, endpoint: String) -> CheckFinding {
        guard let format = page.format?.rawValue else {
            return CheckFinding(.passed, "\(endpoint): an answer without content")
        }
        let details = [
            page.namespace.map { "namespace \($0.excerpt(100))" }, page.version.map { "version \($0.excerpt(20))" },
        ]
        .compactMap(\.self)
        return CheckFinding(
            .passed,
            "\(endpoint): fleet snapshot in \(([format] + details).joined(separator: ", "))"
        )
    }

    private func machines(on page: FleetPage, _ readings: PageReadings) -> CheckFinding {
        guard !page.machines.isEmpty else {
            return CheckFinding(
                .warning,
                "the first page lists no machine; ask the provider which ones the account sees"
            )
        }
        let count = page.machines.count
        return CheckFinding(
            .passed,
            "\(count) machine\(count == 1 ? "" : "s") on the first page, \(readings.records.count) readings of hours"
        )
    }

    private func newestReading(_ readings: PageReadings) -> CheckFinding? {
        guard let newest = readings.newest else { return nil }
        let age = provider.services.clock.now.seconds(since: newest)
        let text = "the newest reading is of \(newest.text), \(Self.text(seconds: age))"
        if age < -300 { return CheckFinding(.warning, "\(text); a machine's or this machine's clock is wrong") }
        if age > 86_400 { return CheckFinding(.warning, "\(text); ask the provider whether machines still report") }
        return CheckFinding(.passed, text)
    }

    /// Compares the clocks by the snapshot's own time, which a provider that caches sets up to an hour back.
    private func clockDistance(_ page: FleetPage) -> CheckFinding? {
        guard let taken = page.snapshotTime.flatMap({ Instant($0) }) else { return nil }
        let age = provider.services.clock.now.seconds(since: taken)
        let text = "the snapshot was taken at \(taken.text), \(Self.text(seconds: age)) by this machine's clock"
        if age < -300 { return CheckFinding(.warning, "\(text); one of the two clocks is wrong") }
        guard age > 5400, !provider.address.isFile else { return CheckFinding(.passed, text) }
        return CheckFinding(.warning, "\(text); the snapshot is old, or one of the two clocks is wrong")
    }

    private func paging(_ page: FleetPage) -> CheckFinding? {
        guard let next = page.href("next") else { return nil }
        guard provider.address.isFile else {
            let turn = firstRound.turn(page, address: provider.address, maximumPages: maximumPages)
            return turn.next?.expectation == .announced ? CheckFinding(.passed, "more pages follow") : nil
        }
        return CheckFinding(
            .warning,
            "the saved snapshot points to a further page (\(next.prefix { $0 != "?" }.description.excerpt(100))), which is"
                + " not read from a file"
        )
    }

    private func trouble(_ readings: PageReadings) -> [CheckFinding] {
        readings.rejects.prefix(5).map { CheckFinding(.warning, "\($0.kind): \($0.reason)") }
            + (readings.rejects.count > 5
                ? [CheckFinding(.warning, "\(readings.rejects.count - 5) more machines with trouble")] : [])
    }

    private func transportSecurity() -> [CheckFinding] {
        guard provider.address.origin.hasPrefix("http:"), provider.credentials != .none else { return [] }
        return [CheckFinding(.warning, "the credentials travel unencrypted; use an https address")]
    }

    private func expiry() -> [CheckFinding] {
        credentialsExpireAt.map { [CheckFinding(expiry: $0, at: provider.services.clock.now)] } ?? []
    }

    private static func text(seconds: Int64) -> String {
        let distance = abs(seconds)
        let amount =
            switch distance {
            case ..<120: "\(distance) s"
            case ..<7200: "\(distance / 60) min"
            case ..<172_800: "\(distance / 3600) h"
            default: "\(distance / 86_400) days"
            }
        return seconds < 0 ? "\(amount) ahead" : "\(amount) ago"
    }
}
