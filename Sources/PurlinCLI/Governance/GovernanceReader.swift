import ConnectorRuntime
import Foundation
import Governance
import Yams

/// Reads `governance.yaml`, a section in each extension; reports what is wrong at its place.
struct GovernanceReader {
    /// The systems of the configuration; `nil` while nobody knows them, as when the file is linted alone.
    let systems: [String]?
    /// The people of the configuration; `nil` while nobody knows them.
    let people: [Person]?
    /// When the systems are read that are read by a schedule.
    var schedules: [String: Schedule] = [:]

    private static let sections = [
        "systems", "ownership", "approvals", "periods", "synchronisation", "environment", "interfaces", "identities",
        "exceptions", "retention",
    ]

    func read(_ root: YAMLValue) -> GovernancePolicy {
        let mapping = MappingReader(root, allowed: Self.sections)
        var policy = GovernancePolicy.standard
        policy.ownership = ownership(mapping, policy.ownership)
        policy.approvals = approvals(mapping)
        policy.periods = periods(mapping)
        policy.synchronisation = synchronisation(mapping)
        policy.interfaces = interfaces(mapping)
        policy.identities = identities(mapping)
        policy.exceptions = exceptions(mapping)
        policy.retention = retention(mapping)
        return policy
    }

    /// Where a rule stands, with the file's name alone: it is told to people in cases.
    static func origin(of value: YAMLValue) -> RuleOrigin {
        let name = URL(fileURLWithPath: value.document.file).lastPathComponent
        return .file(name, line: value.node.mark?.line ?? 1)
    }

    /// A word of an enumeration.
    static func word<Word: RawRepresentable<String> & CaseIterable>(_ value: YAMLValue) -> Word? {
        value.value("one of " + Word.allCases.map(\.rawValue).sorted().joined(separator: ", ")) { Word(rawValue: $0) }
    }

    /// Words of an enumeration, one or a list of them.
    static func words<Word: RawRepresentable<String> & CaseIterable & Hashable>(_ value: YAMLValue) -> Set<Word> {
        if case .scalar = value.node { return Set([word(value)].compactMap(\.self)) }
        return Set(value.elements().compactMap { word($0) })
    }
}

/// A policy, and what its file says.
struct ReadGovernance {
    var policy = GovernancePolicy.standard
    /// The file as it was named; `nil` where the default holds.
    var file: String?
    /// What the file says, by place, as the journal may keep it.
    var values: [String: String] = [:]
}

extension ReadGovernance {
    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The path, which is also how messages call the file.
    ///   - systems: The systems of the configuration, if they are known.
    ///   - people: Its people, if they are known.
    ///   - schedules: When its systems are read.
    /// - Throws: ``ConfigurationError`` with everything that is wrong.
    init(
        path: String,
        systems: [String]?,
        people: [Person]?,
        schedules: [String: Schedule] = [:]
    ) throws(ConfigurationError) {
        let document = YAMLDocument(file: path)
        if let root = Self.root(of: document) {
            policy = GovernanceReader(systems: systems, people: people, schedules: schedules).read(root)
            file = path
            values = root.leaves().reduce(into: [:]) { $0["governance.\($1.key)"] = $1.value }
        }
        guard document.diagnostics.isEmpty else {
            throw ConfigurationError(
                diagnostics: document.diagnostics.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
            )
        }
    }

    private static func root(of document: YAMLDocument) -> YAMLValue? {
        guard let data = FileManager.default.contents(atPath: document.file) else {
            document.report(nil, key: "", "cannot be read; is the path right?")
            return nil
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            document.report(nil, key: "", "is not UTF-8")
            return nil
        }
        return document.root(of: text)
    }
}

extension ConfigurationReader {
    /// The policy that `governance` names, or the default; what is wrong with the file is told under its own name.
    func governance(
        _ mapping: MappingReader,
        _ systems: [PurlinConfiguration.System],
        _ people: [Person]
    ) -> ReadGovernance {
        guard let value = mapping.optional("governance"), let name = value.text() else { return ReadGovernance() }
        let path = URL(fileURLWithPath: name, relativeTo: folder).path
        do throws(ConfigurationError) {
            let schedules = systems.filter(\.isRead).map { ($0.name, $0.schedule) }
            return try ReadGovernance(
                path: path,
                systems: systems.map(\.name),
                people: people,
                schedules: Dictionary(schedules) { first, _ in first }
            )
        } catch {
            value.document.adopt(error)
            return ReadGovernance()
        }
    }
}
