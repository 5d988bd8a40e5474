import CanonicalModel
public import ConnectorKit
public import ConnectorStore
public import ConstructionFlows
import Governance

/// Compares the projects, cost codes, employees and machines that systems and the configuration list (domain.md L1).
///
/// The list of the owner counts: of the system that `ownership` names, else of the configuration, which is what the runtime
/// delivers; what the configuration lists none of, a single system owns. Nothing is written anywhere.
public struct MasterComparer: Sendable {
    private let settings: RuntimeSettings
    private let store: any RuntimeStore
    private let clock: any RuntimeClock
    private let most: Int

    /// Creates a comparer.
    ///
    /// - Parameters:
    ///   - settings: The systems, with their connectors, and the flows.
    ///   - store: Where the runtime keeps what it has delivered.
    ///   - clock: The present.
    ///   - most: How many records of one list are read at most; of a longer one nothing is said.
    public init(
        settings: RuntimeSettings,
        store: any RuntimeStore,
        clock: any RuntimeClock,
        readingAtMost most: Int = 200_000
    ) {
        self.settings = settings
        self.store = store
        self.clock = clock
        self.most = most
    }

    /// Compares masters.
    ///
    /// - Parameters:
    ///   - kinds: What is compared.
    ///   - system: The name of the one system that is compared with the owners; `nil` for all, and the configuration.
    /// - Returns: What differs, and what could not be compared.
    /// - Throws: ``StoreError`` if the store cannot be read.
    public func compare(
        _ kinds: [MasterKind] = MasterKind.allCases,
        in system: String? = nil
    ) async throws(StoreError) -> MasterReport {
        let now = clock.now
        var report = MasterReport(at: now)
        for kind in kinds { await compare(kind, system, at: now, &report) }
        try await WaitingMasters(settings: settings, store: store).mark(&report.differences)
        return report
    }

    private func compare(_ kind: MasterKind, _ only: String?, at now: Instant, _ report: inout MasterReport) async {
        let day = settings.day(of: now)
        let reader = MasterReader(clock: clock, day: day, most: most)
        let registered = RegisteredMasters(kind, settings, on: day)
        let listing = settings.systems.filter { reader.lists(kind, $0) }
        let owners: Owners
        do throws(NoOwner) {
            owners = try self.owners(of: kind, registered, listing)
        } catch {
            report.skip(kind, error.reason)
            return
        }
        var owned = MasterList(kind, of: owners.holder)
        if owners.systems.isEmpty { owned = registered.list }
        for system in owners.systems {
            guard let list = await read(kind, of: system, reader, &report) else { return }
            owned.merge(list)
        }
        let all = [.configuration, owned.holder] + settings.systems.map { .system($0.name) }
        let places = only.map { [.system($0)] } ?? all
        report.judged.formUnion(places.map { MasterReport.Place(master: kind, holder: $0) })
        report.differences += (owned.repetitions(owner: owned.holder) + owned.dangling(registered.uses))
            .filter { only == nil || places.contains($0.holder) }
        if only == nil {
            if owners.systems.isEmpty {
                report.differences += registered.contradictions
            } else if !registered.list.keys.isEmpty {
                report.take(MasterComparison(owner: owned, other: registered.list))
            }
        }
        for system in settings.systems where !owners.own(system) && places.contains(.system(system.name)) {
            guard listing.contains(where: { $0.name == system.name }) else {
                if registered.systems.contains(system.name) {
                    report.skip(kind, of: system.name, "its connector lists none")
                }
                continue
            }
            guard let list = await read(kind, of: system, reader, &report) else {
                report.judged.remove(MasterReport.Place(master: kind, holder: .system(system.name)))
                continue
            }
            let expected = owners.systems.isEmpty ? registered.delivered[system.name] : nil
            report.take(MasterComparison(owner: owned, other: list, expected: expected))
        }
    }

    private func read(
        _ kind: MasterKind,
        of system: ConfiguredSystem,
        _ reader: MasterReader,
        _ report: inout MasterReport
    ) async -> MasterList? {
        do throws(MasterReader.Failure) {
            return try await reader.read(kind, of: system)
        } catch {
            report.skip(kind, of: system.name, error.reason, isFailure: true)
            return nil
        }
    }
}

extension MasterComparer {
    /// Whose list counts.
    private struct Owners {
        /// The systems that hold it; none for the configuration.
        let systems: [ConfiguredSystem]

        func own(_ system: ConfiguredSystem) -> Bool { systems.contains { $0.name == system.name } }

        var holder: MasterHolder {
            systems.isEmpty ? .configuration : .system(systems.map(\.name).joined(separator: " and "))
        }
    }

    /// Why nobody's list counts.
    private struct NoOwner: Error {
        let reason: String
    }

    private func owners(
        of kind: MasterKind,
        _ registered: RegisteredMasters,
        _ listing: [ConfiguredSystem]
    ) throws(NoOwner) -> Owners {
        let isRegistered = !registered.list.keys.isEmpty
        let policy = settings.governance.ownership
        if let ownership = policy.objects[kind.object] {
            let (role, rule) = (ownership.first.owner, ownership.rule(of: ownership.first))
            guard role != .purlin else {
                if isRegistered { return Owners(systems: []) }
                throw NoOwner(reason: "the configuration lists none, and owns them by \(rule)")
            }
            let systems = listing.filter {
                policy.roles(of: $0.name, declared: $0.connector.manifest.roles).contains(role)
            }
            guard !systems.isEmpty else {
                throw NoOwner(reason: "no system of the role \(role.rawValue), which owns them by \(rule), lists any")
            }
            return Owners(systems: systems)
        }
        if isRegistered { return Owners(systems: []) }
        guard !registered.uses.isEmpty else { throw NoOwner(reason: "the configuration lists none") }
        guard listing.count == 1 else {
            throw NoOwner(
                reason: listing.isEmpty
                    ? "no system lists any, so that nobody can tell whether what is mapped to them is right"
                    : "\(listing.map(\.name).joined(separator: " and ")) list them: say under 'ownership' whose count"
            )
        }
        return Owners(systems: listing)
    }
}

extension MasterReport {
    fileprivate mutating func take(_ comparison: MasterComparison) {
        let (owner, other) = (comparison.owner, comparison.other)
        comparisons.append(
            Comparison(
                master: owner.kind,
                owner: owner.holder,
                holder: other.holder,
                owned: comparison.expected?.count ?? owner.activeCount,
                held: other.activeCount,
                unusable: owner.unusable + other.unusable
            )
        )
        differences += comparison.differences()
    }
}
