import CanonicalModel
import ConnectorKit
import ConstructionFlows
import Foundation
import Yams

/// The crosswalk of cost codes of a configuration.
struct CodesConfiguration {
    var mappings: [CodeMapping] = []
    var crosswalk = CodeCrosswalk([])
    /// Days on which a code stands for nothing, between two of its entries.
    var holes: [ConfigurationDiagnostic] = []
    /// What a file of its own says, by place, as the journal may keep it.
    var values: [String: String] = [:]
}

extension ConfigurationReader {
    /// Reads `codes`, a list of entries or the path of a YAML file with such a list, and `ignoreInCodes`.
    func codes(_ mapping: MappingReader, _ systems: [PurlinConfiguration.System]) -> CodesConfiguration {
        var codes = CodesConfiguration()
        let known = systems.map(\.name)
        var list = mapping.optional("codes")
        if let value = list, case .scalar = value.node {
            list = value.text().flatMap { codeFile($0, named: value) }
            codes.values = list?.leaves().reduce(into: [:]) { $0["codes(file)\($1.key)"] = $1.value } ?? [:]
        }
        let placed = (list?.elements() ?? []).flatMap { entry in code(entry, known).map { (entry, $0) } }
        codes.mappings = placed.map(\.1)
        codes.crosswalk = CodeCrosswalk(codes.mappings, ignoring: spellings(mapping.optional("ignoreInCodes"), known))
        let groups = Dictionary(grouping: placed.filter { $0.1.approvedBy != nil }) { _, entry in
            [entry.system, codes.crosswalk.spelling(of: entry.from, in: entry.system), entry.fromType ?? ""]
        }
        for group in groups.values { reportTwins(group) }
        codes.holes = groups.values.flatMap { holes($0) }.sorted { ($0.line, $0.message) < ($1.line, $1.message) }
        mapping.value.document.adopt(list?.document)
        return codes
    }

    /// The list of a file; what is wrong with it is told under its own name.
    private func codeFile(_ path: String, named value: YAMLValue) -> YAMLValue? {
        let file = URL(fileURLWithPath: path, relativeTo: folder).path
        guard let data = FileManager.default.contents(atPath: file), let text = String(bytes: data, encoding: .utf8)
        else {
            value.report("names the file \(path), which cannot be read as UTF-8")
            return nil
        }
        let document = YAMLDocument(file: file)
        let root = document.root(of: text)
        if root == nil { value.document.adopt(document) }
        return root
    }

    /// An entry, once for each system that it names.
    private func code(_ value: YAMLValue, _ known: [String]) -> [CodeMapping] {
        let keys = ["system", "from", "type", "to", "costType", "validFrom", "validUntil", "approvedBy", "note"]
        let mapping = MappingReader(value, allowed: keys)
        let systems = mapping.required("system")?.texts().filter { isKnown($0, among: known, at: value) } ?? []
        let from = mapping.required("from")?.text()
        let costCode = mapping.required("to")?.text()
        let words = CostType.allCases.map(\.rawValue).joined(separator: ", ")
        let costType = mapping.required("costType")?.value("one of \(words)") { CostType(rawValue: $0) }
        let validFrom = mapping.required("validFrom")?.date()
        let until = mapping.optional("validUntil")
        guard let from, let costCode, let costType, let validFrom else { return [] }
        let validUntil = until?.date()
        if let validUntil, validUntil <= validFrom { until?.report("must be later than 'validFrom'") }
        return systems.map { system in
            CodeMapping(
                system: system,
                from: from,
                fromType: mapping.optional("type")?.text(),
                costCode: costCode,
                costType: costType,
                validFrom: validFrom,
                validUntil: validUntil,
                approvedBy: mapping.optional("approvedBy")?.text(),
                note: mapping.optional("note")?.text()
            )
        }
    }

    /// The characters that make no difference between spellings, by system.
    private func spellings(_ value: YAMLValue?, _ known: [String]) -> [String: Set<Character>] {
        var spellings: [String: Set<Character>] = [:]
        for (name, member) in value?.members() ?? [] where isKnown(name, among: known, at: member) {
            spellings[name] = member.text().map { Set($0) }
        }
        return spellings
    }

    private func isKnown(_ name: String, among known: [String], at value: YAMLValue) -> Bool {
        guard !known.contains(name) else { return true }
        let hint = name.nearest(among: known).map { "; did you mean '\($0)'?" } ?? ""
        value.report("there is no usable system '\(name)' under 'systems'\(hint)")
        return false
    }

    /// Reports approved entries of one code that hold at the same time and say different things.
    private func reportTwins(_ entries: [(YAMLValue, CodeMapping)]) {
        for (index, (value, entry)) in entries.enumerated() {
            let other = entries.prefix(index).first { _, other in
                (other.costCode, other.costType) != (entry.costCode, entry.costType)
                    && (other.holds(on: entry.validFrom) || entry.holds(on: other.validFrom))
            }
            guard let other else { continue }
            let place = "line \(other.0.node.mark?.line ?? 1)"
            value.report("another entry (\(place)) says something else of '\(entry.from)' on some of these days")
        }
    }

    /// The days between the entries of one code on which none holds.
    private func holes(_ entries: [(YAMLValue, CodeMapping)]) -> [ConfigurationDiagnostic] {
        var holes: [ConfigurationDiagnostic] = []
        var end: CalendarDate?
        for (place, (value, entry)) in entries.sorted(by: { $0.1.validFrom < $1.1.validFrom }).enumerated() {
            if place > 0, let since = end, since < entry.validFrom {
                let days = "from \(since.text) up to \(entry.validFrom.text), between two entries"
                holes.append(value.diagnostic("'\(entry.from)' of \(entry.system) stands for nothing \(days)"))
            }
            guard let until = entry.validUntil else { return holes }
            end = max(end ?? until, until)
        }
        return holes
    }
}
