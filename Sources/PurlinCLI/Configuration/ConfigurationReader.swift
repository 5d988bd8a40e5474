import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConstructionFlows
import Foundation
import Governance
import JSON

/// Reads the parts of a configuration file; reports what is wrong at its place.
struct ConfigurationReader {
    let registry: ConnectorRegistry
    /// The variables that secrets are looked up in; `nil` leaves secrets where they are.
    let environment: [String: String]?
    let folder: URL
    /// Where secrets are kept that take the place of those that the file names, by their keys.
    var secrets: [String: String] = [:]

    func read(_ root: YAMLValue, file: String) -> PurlinConfiguration? {
        let keys = [
            "company", "store", "clock", "network", "systems", "people", "operatorRole", "periodRole", "flows",
            "webhooks", "backlogLimit", "audit", "codes", "ignoreInCodes", "governance", "reconciliation",
        ]
        let mapping = MappingReader(root, allowed: keys)
        let company = mapping.required("company").flatMap { self.company($0) }
        let store = mapping.required("store").flatMap { self.store($0) }
        let systemValues = mapping.required("systems")?.members() ?? []
        let systems = systemValues.compactMap { system($0.name, $0.value, company?.zone, storePath: store) }
        reportSharedPlaces(systemValues, systems, storePath: store)
        let people = mapping.list("people").compactMap { person($0) }
        reportRepeated(mapping.list("people"), "id")
        let operatorRole = mapping.optional("operatorRole")?.text() ?? "integration-operator"
        reportVacancy(operatorRole, people, at: mapping.optional("people") ?? root)
        let periodRole = mapping.optional("periodRole")
        let codes = codes(mapping, systems)
        let governance = governance(mapping, systems, people)
        let flows = mapping.required("flows")
            .map { value in
                self.flows(
                    value,
                    company: company,
                    systems: systems,
                    people: people,
                    codes: codes.crosswalk,
                    approvals: governance.policy.approvals
                )
            }
        let reconciliation = mapping.optional("reconciliation").flatMap { self.reconciliation($0, company?.zone) }
        let schedules =
            systems.map(\.schedule) + (flows ?? []).map(\.deliverySchedule) + [reconciliation].compactMap { $0 }
        reportPeriodVacancy(periodRole?.text() ?? Self.periodRole, schedules, people, at: periodRole ?? root)
        guard company != nil, let store else { return nil }
        return PurlinConfiguration(
            file: file,
            storePath: store,
            followedClock: mapping.optional("clock").flatMap { followedClock($0) },
            network: mapping.optional("network").map { network($0) } ?? PurlinConfiguration.Network(),
            systems: systems,
            people: people,
            zone: company?.zone,
            flows: flows ?? [],
            operatorRole: operatorRole,
            periodRole: periodRole?.text() ?? Self.periodRole,
            webhooks: mapping.optional("webhooks").map { webhooks($0) },
            backlogLimit: mapping.optional("backlogLimit")?.count(),
            audit: mapping.optional("audit").flatMap { audit($0) },
            reconciliation: reconciliation,
            codes: codes.mappings,
            codeHoles: codes.holes,
            crosswalk: codes.crosswalk,
            governance: governance,
            credentials: credentials(root.document, systems),
            values: root.leaves().merging(systems.flatMap { documentDigests(of: $0) }) { $1 }
                .merging(codes.values) { own, _ in own }
                .merging(governance.values) { own, _ in own }
        )
    }

    private func company(_ value: YAMLValue) -> CompanyConfiguration? {
        let mapping = MappingReader(value, allowed: ["code", "currency", "timeZone"])
        let code = mapping.required("code")?.text()
        let currency = mapping.required("currency")?.value("a currency code of ISO 4217 such as USD") { Currency($0) }
        let zone = mapping.required("timeZone")?.zone()
        guard let code, let currency, let zone else { return nil }
        return CompanyConfiguration(code: code, currency: currency, zone: zone)
    }

    private func store(_ value: YAMLValue) -> String? {
        let path = MappingReader(value, allowed: ["path"]).required("path")?.text()
        return path.map { URL(fileURLWithPath: $0, relativeTo: folder).path }
    }

    private func followedClock(_ value: YAMLValue) -> String? {
        let follow = MappingReader(value, allowed: ["follow"]).required("follow")
        return follow?.value("the http address of a simulator") { $0.hasPrefix("http://") ? $0 : nil }
    }

    private func network(_ value: YAMLValue) -> PurlinConfiguration.Network {
        let mapping = MappingReader(value, allowed: ["proxy", "caFile", "deadline"])
        return PurlinConfiguration.Network(
            proxy: mapping.optional("proxy").flatMap { $0.addressWithoutCredentials() },
            caFile: mapping.optional("caFile")?.text().map { URL(fileURLWithPath: $0, relativeTo: folder).path },
            deadline: mapping.optional("deadline")?.duration()
        )
    }

    private func person(_ value: YAMLValue) -> Person? {
        let mapping = MappingReader(value, allowed: ["id", "roles", "until"])
        let until = mapping.optional("until")?.date()
        guard let id = mapping.required("id")?.text(), let roles = mapping.required("roles")?.texts() else {
            return nil
        }
        return Person(id: id, roles: Set(roles), until: until)
    }
}

/// The company that a configuration is for.
struct CompanyConfiguration {
    let code: String
    let currency: Currency
    let zone: SiteZone

    /// Stands in while a configuration is read whose company cannot be used.
    static var placeholder: CompanyConfiguration? {
        guard let currency = Currency("XXX"), let zone = SiteZone("UTC") else { return nil }
        return CompanyConfiguration(code: "", currency: currency, zone: zone)
    }
}

// MARK: - Systems

extension ConfigurationReader {
    /// One system: `connector` and `every`, and the keys that the connector's manifest declares.
    private func system(
        _ name: String,
        _ value: YAMLValue,
        _ zone: SiteZone?,
        storePath: String?
    ) -> PurlinConfiguration.System? {
        guard let entry = entry(value, storePath: storePath) else { return nil }
        let declared = entry.manifest.configuration
        let mapping = MappingReader(
            value,
            allowed: ["connector", "every", "schedule", "parallelCalls", "rate", "concurrent", "files", "process"]
                + declared.map(\.name)
        )
        var values: [String: ConnectorConfiguration.Value] = [:]
        for key in declared { values[key.name] = self.value(of: key, in: mapping) }
        return PurlinConfiguration.System(
            name: name,
            entry: entry,
            values: ConnectorConfiguration(system: name, values: values),
            schedule: readSchedule(mapping, zone),
            parallelCalls: mapping.optional("parallelCalls")?.count(),
            limits: limits(of: entry.manifest, mapping),
            files: files(mapping, entry),
            place: value.diagnostic("")
        )
    }

    /// The connector that a system asks for: linked in, or in a process of its own.
    private func entry(_ value: YAMLValue, storePath: String?) -> ConnectorRegistry.Entry? {
        let members = value.members()
        guard let connectorValue = members.first(where: { $0.name == "connector" })?.value else {
            value.report("'connector' is missing; it is one of \(known)")
            return nil
        }
        guard let id = connectorValue.text() else { return nil }
        if let process = members.first(where: { $0.name == "process" })?.value {
            return hostedEntry(process, id: id, storePath: storePath)
        }
        guard let entry = registry[id] else {
            let hint = id.nearest(among: registry.entries.map(\.manifest.id)).map { "; did you mean '\($0)'?" }
            connectorValue.report("unknown connector '\(id)'" + (hint ?? "; known are \(known)"))
            return nil
        }
        return entry
    }

    /// What the connector declares, and what the file says of this very system.
    private func limits(of manifest: ConnectorManifest, _ mapping: MappingReader) -> CallLimits {
        let concurrent = mapping.optional("concurrent")?.value("a whole number from 1 to 1000") { text in
            Int(text).flatMap { (1...1000).contains($0) ? $0 : nil }
        }
        return CallLimits(
            budgets: manifest.limits.budgets + (mapping.optional("rate")?.rates() ?? []),
            concurrentCalls: concurrent ?? manifest.limits.concurrentCalls
        )
    }

    private var known: String {
        registry.entries.map(\.manifest.id).joined(separator: ", ")
    }

    private func value(of key: ConfigurationKey, in mapping: MappingReader) -> ConnectorConfiguration.Value? {
        let given = key.isRequired ? mapping.required(key.name) : mapping.optional(key.name)
        guard let given else { return key.defaultValue.flatMap { Self.parse($0, as: key.kind) } }
        if key.kind == .secret { return secretValue(given).map { .secret($0) } }
        if key.kind == .document { return document(given) }
        if key.kind == .texts { return .texts(given.texts()) }
        if case .address = key.kind, given.addressWithoutCredentials() == nil { return nil }
        return given.value(key.kind.expectation) { Self.parse($0, as: key.kind) }
    }

    /// The secret that a value refers to; `nil` where secrets are left where they are.
    func secretValue(_ given: YAMLValue) -> Secret? {
        // The text is never repeated in a message: it may be a secret that was written here by mistake.
        guard let text = given.text() else { return nil }
        guard let reference = SecretReference(secrets[given.key] ?? text) else {
            given.report("must be a reference, env:NAME or file:PATH, never the secret itself")
            return nil
        }
        given.document.note(secret: text, at: given)
        guard let environment else { return nil }
        switch reference.resolve(environment: environment, folder: folder) {
        case .success(let secret): return secret
        case .failure(let problem):
            given.report(problem.message)
            return nil
        }
    }

    /// What documents say counts as configuration: a mapping that was changed is a change, though its name stays.
    private func documentDigests(of system: PurlinConfiguration.System) -> [(String, String)] {
        system.entry.manifest.configuration.filter { $0.kind == .document }.compactMap { key in
            system.values.document(key.name).map { document in
                let digest = ContentDigest(document.value.canonicalText.utf8)
                return ("systems.\(system.name).\(key.name).sha256", digest.description)
            }
        }
    }

    private func document(_ given: YAMLValue) -> ConnectorConfiguration.Value? {
        guard let path = given.text() else { return nil }
        do throws(ConfigurationError) {
            let url = URL(fileURLWithPath: path, relativeTo: folder)
            return .document(try ConfigurationDocument(readingYAML: url.path))
        } catch {
            given.report("names a file that cannot be used:\n\(error)")
            return nil
        }
    }

    private static func parse(_ text: String, as kind: ConfigurationKey.Kind) -> ConnectorConfiguration.Value? {
        switch kind {
        case .text: return .text(text)
        case .address(let schemes):
            let hasScheme = schemes.contains { text.hasPrefix("\($0)://") && text.count > $0.count + 3 }
            return hasScheme ? .text(text) : nil
        case .integer(let range):
            guard let number = Int64(text), range.contains(number) else { return nil }
            return .integer(number)
        case .boolean:
            return ["true": true, "false": false][text].map { .boolean($0) }
        case .choice(let words): return words.contains(text) ? .text(text) : nil
        case .texts: return .texts([text])
        case .secret, .document: return nil
        }
    }
}

extension YAMLValue {
    /// The text of an address; one that carries a user or password is reported, and never repeated.
    func addressWithoutCredentials() -> String? {
        guard let text = text() else { return nil }
        let authority = text.range(of: "://").map { text[$0.upperBound...] } ?? text[...]
        guard !authority.prefix(while: { !"/?#".contains($0) }).contains("@") else {
            report("must not carry a user or password, which everybody who reads this file would know; remove them")
            return nil
        }
        return text
    }
}

extension ConfigurationKey.Kind {
    fileprivate var expectation: String {
        switch self {
        case .text, .texts, .secret: "a text"
        case .document: "the path of a YAML file"
        case .address(let schemes): "an address beginning with " + schemes.map { "\($0)://" }.joined(separator: " or ")
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .boolean: "true or false"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        }
    }
}
