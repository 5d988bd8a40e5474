/// What `purlin scenario new` writes: an award that becomes a budget, and a change that revises it.
package enum ScenarioTemplate {
    /// The scenario's file.
    package static func scenario(named name: String) -> String {
        """
        scenario: "\(name)"
        about: An awarded estimate becomes the budget, and an approved change order revises it.
        start: "2026-01-02 08:00"
        timeZone: America/Denver
        site: "\(name)"
        systems:
          estimating:
            simulator: estimating
            options: {story: "false", dialect: utf8-bom}
          changes: {drop: change-orders}
        steps:
          - award: {estimate: E26-014}
          - at: "2026-01-03 08:00"
          - expect:
              budget: {project: 26-014, original: 161894.20, revised: 161894.20}
          - at: "monday 08:00"
            changeOrder: {project: 26-014, number: "1", contract: 12000.00, code: 03-300, type: L, budget: 8600.00}
        expect:
          budget: {project: 26-014, original: 161894.20, revised: 170494.20}
          cases: none
          approvals: 0
          audit: whole

        """
    }

    /// The files of the site by name.
    package static let site = [
        "purlin.yaml": """
        company: {code: KST, currency: USD, timeZone: America/Denver}
        store: {path: purlin.sqlite}
        clock: {follow: "{{estimating.address}}"}
        systems:
          estimating:
            connector: estimating
            every: 1m
            mapping: estimate.mapping.yaml
            files: {address: estimating, folders: {incoming: outbound}}
          changes:
            connector: csv
            every: 1m
            mapping: changes.mapping.yaml
            files: {address: changes}
        people:
          - {id: ben, roles: [budget-manager, integration-operator]}
        codes:
          - {system: [estimating, changes], from: 03-300, type: L, to: 03-300, costType: labour, validFrom: 2025-12-01, approvedBy: ben}
          - {system: estimating, from: 03-200, type: M, to: 03-200, costType: material, validFrom: 2025-12-01, approvedBy: ben}
          - {system: estimating, from: 03-300, type: M, to: 03-300, costType: material, validFrom: 2025-12-01, approvedBy: ben}
          - {system: estimating, from: 02-315, type: E, to: 02-315, costType: equipment, validFrom: 2025-12-01, approvedBy: ben}
          - {system: estimating, from: 31-600, to: 31-600, costType: subcontract, validFrom: 2025-12-01, approvedBy: ben}
        flows:
          estimateToBudget:
            from: [estimating, changes]
            budgetRole: budget-manager
            projects:
              - {code: 26-014, estimates: [E26-014]}

        """,
        "changes.mapping.yaml": """
        object: change-order
        fields:
          project: Project
          number: Change Order
          status: {column: Status, values: {Approved: approved, Pending: submitted}, otherwise: refuse}
          currency: {constant: USD}
          contractAmount: Contract
          costCode: Cost Code
          costType: Type
          amount: Budget

        """,
        "estimate.mapping.yaml": """
        object: estimate
        table:
          encoding: utf-8
          delimiter: ","
        fields:
          number: Estimate
          revision: Rev
          status: {column: Status, values: {AWARDED: awarded, OPEN: open}, otherwise: refuse}
          currency: {constant: USD}
          path: {join: [BidItem, Activity, Resource], with: /}
          kind: {column: Type, values: {X: markup, A: assembly}, otherwise: item}
          alternate: {column: Alt, values: {BASE: ""}}
          accepted: {constant: "true"}
          costCode: Cost Code
          costType: Type
          text: Description
          quantity: Quantity
          unit: Unit
          unitPrice: Unit Price
          amount: Amount

        """,
    ]
}
