import ConnectorRuntime
import ConnectorStore
import Governance
import JSON

extension GovernancePage {
    /// How long cases may wait, and to whom they go then: by severity, then the kinds that differ from it.
    static func exceptions(_ configuration: PurlinConfiguration) -> GovernancePage {
        let policy = configuration.governance.policy.exceptions
        var rows: [(name: String, terms: ServiceTerms)] = ExceptionSeverity.allCases.map {
            ($0.rawValue, policy.terms(of: "", $0))
        }
        for kind in CaseCatalogue.kinds {
            let severity = ExceptionSeverity(rawValue: kind.severity.rawValue) ?? .warning
            let (terms, usual) = (
                policy.terms(of: kind.name, severity, usual: kind.attention), policy.terms(of: "", severity)
            )
            if terms.rule != usual.rule || terms.answerWithin != usual.answerWithin { rows.append((kind.name, terms)) }
        }
        var table = TextTable(["severity or kind", "answer within", "then to", "rule"])
        for (name, terms) in rows {
            table.add([
                name, Optional(terms.answerWithin).text, terms.escalation.isEmpty ? "nobody else" : terms.chain,
                terms.rule.origin.description,
            ])
        }
        return GovernancePage(text: table.text, json: .array(rows.map { $0.terms.json(of: $0.name) }))
    }
}

extension ServiceTerms {
    fileprivate var chain: String {
        escalation.map { step in step.role + (step.answerWithin.map { " for \(Optional($0).text)" } ?? "") }
            .joined(separator: ", ")
    }

    fileprivate func json(of name: String) -> JSON {
        [
            "name": .string(name), "answerWithinSeconds": .integer(answerWithin.components.seconds),
            "escalateTo": .array(
                escalation.map { step in
                    [
                        "role": .string(step.role),
                        "answerWithinSeconds": .integer((step.answerWithin ?? answerWithin).components.seconds),
                    ]
                }
            ), "rule": .string(rule.origin.description),
        ]
    }
}
