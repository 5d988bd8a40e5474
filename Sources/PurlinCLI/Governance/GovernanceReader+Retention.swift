import CanonicalModel
import Governance

/// `retention`.
extension GovernanceReader {
    func retention(_ mapping: MappingReader) -> RetentionPolicy {
        var rules: [SensitivityClass: RetentionRule] = [:]
        for (name, value) in mapping.optional("retention")?.members(allowed: SensitivityClass.allCases.map(\.rawValue))
            ?? []
        {
            guard let sensitivity = SensitivityClass(rawValue: name) else { continue }
            let days = MappingReader(value, allowed: ["keep"]).required("keep")?
                .value("a number of days such as 730d, at most 36600d") { text in
                    text.hasSuffix("d") ? Int(text.dropLast()).flatMap { (1...36_600).contains($0) ? $0 : nil } : nil
                }
            guard let days else { continue }
            rules[sensitivity] = RetentionRule(
                days: days,
                rule: GoverningRule("retention.\(name)", Self.origin(of: value))
            )
        }
        return RetentionPolicy(rules: rules)
    }
}
