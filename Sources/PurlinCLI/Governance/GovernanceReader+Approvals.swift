import CanonicalModel
import ConnectorRuntime
import FoundationEssentials
import Governance
import JSON

/// `approvals`.
extension GovernanceReader {
    func approvals(_ mapping: MappingReader) -> ApprovalPolicy {
        guard let section = mapping.optional("approvals") else { return .standard }
        let delegation = "delegation"
        let known = ApprovalStep.allCases.map(\.rawValue).sorted()
        var rules: [ApprovalStep: ApprovalRule] = [:]
        var roles: Set<String> = []
        var origin = RuleOrigin.standard
        for (name, value) in section.members(allowed: known + [delegation]) {
            if name == delegation {
                roles = Set(MappingReader(value, allowed: ["approvedBy"]).required("approvedBy")?.texts() ?? [])
                origin = Self.origin(of: value)
            } else if let step = ApprovalStep(rawValue: name) {
                rules[step] = rule(value)
            }
        }
        return ApprovalPolicy(rules: rules, delegationRoles: roles, delegationOrigin: origin)
    }

    private func rule(_ value: YAMLValue) -> ApprovalRule {
        let mapping = MappingReader(
            value,
            allowed: ["signatures", "limits", "requesterMayApprove", "expires", "reminds", "owner"]
        )
        if mapping.optional("signatures") != nil, mapping.optional("limits") != nil {
            value.report("give either 'signatures', for any amount, or 'limits', each with its own")
        }
        let limits = mapping.list("limits").compactMap { value in limit(value) }
        if !limits.isEmpty { check(limits, at: mapping.optional("limits") ?? value) }
        let any = mapping.optional("signatures").map { ApprovalRule.Limit(upTo: nil, signatures: signatures($0)) }
        return ApprovalRule(
            limits: any.map { [$0] } ?? limits,
            requesterMaySign: mapping.optional("requesterMayApprove")?.truth() ?? false,
            expiresAfter: mapping.optional("expires")?.span(),
            remindsEvery: mapping.optional("reminds")?.span(),
            owner: mapping.optional("owner")?.text(),
            origin: Self.origin(of: value)
        )
    }

    private func limit(_ value: YAMLValue) -> ApprovalRule.Limit? {
        let mapping = MappingReader(value, allowed: ["upTo", "signatures"])
        let upTo = mapping.optional("upTo")
        let amount = upTo?.value("an amount with its currency such as 5000.00 USD") { text in Money(text: text) }
        guard let given = mapping.required("signatures"), upTo == nil || amount != nil else { return nil }
        return ApprovalRule.Limit(upTo: amount, signatures: signatures(given))
    }

    /// One signature an element, each of a role or of one of several.
    private func signatures(_ value: YAMLValue) -> [Set<String>] {
        let places = value.elements().map { Set($0.texts()) }
        if places.isEmpty || places.contains(where: \.isEmpty) {
            value.report("must be a list of roles, one for each signature that is needed")
        } else if let people, !Self.canSign(places[...], people) {
            let roles = places.map { $0.sorted().joined(separator: " or ") }.joined(separator: " and ")
            value.report("takes different people with the roles \(roles), and 'people' does not list them")
        }
        return places
    }

    /// Whether each signature can be that of another person.
    private static func canSign(_ places: ArraySlice<Set<String>>, _ people: [Person]) -> Bool {
        guard let place = places.first else { return true }
        return people.indices.contains { index in
            var others = people
            let person = others.remove(at: index)
            return !person.roles.isDisjoint(with: place) && canSign(places.dropFirst(), others)
        }
    }

    private func check(_ limits: [ApprovalRule.Limit], at value: YAMLValue) {
        let amounts = limits.compactMap(\.upTo)
        guard limits.last?.upTo == nil, amounts.count == limits.count - 1 else {
            return value.report("all but the last must say 'upTo'; the last must not, so that it holds for any amount")
        }
        let isRising = zip(amounts, amounts.dropFirst()).allSatisfy { $0.amount < $1.amount }
        guard isRising, Set(amounts.map(\.currency)).count < 2 else {
            return value.report("the amounts must rise, all in one currency")
        }
    }
}

extension Money {
    /// An amount such as `5000.00 USD`, not negative.
    fileprivate init?(text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let amount = Decimal(plain: String(parts[0])), amount >= 0,
            let currency = Currency(String(parts[1]))
        else { return nil }
        self.init(amount, currency)
    }
}

extension YAMLValue {
    fileprivate func truth() -> Bool? {
        value("true or false") { ["true": true, "false": false][$0] }
    }

    /// A span that is not nothing.
    func span() -> Duration? {
        value("a span of time such as 15m, 6h or 2d") { Duration(span: $0).flatMap { $0 > .zero ? $0 : nil } }
    }
}
