import CanonicalModel
import ConnectorRuntime
import ConstructionFlows
import Foundation
import JSON
import Yams

extension ConfigurationReader {
    func equipmentUsage(_ value: YAMLValue, _ surroundings: FlowSurroundings) -> FlowBinding? {
        let (company, systems) = (surroundings.company, surroundings.systems)
        let keys = [
            "from", "to", "deliver", "mode", "approvalRole", "settleAfter", "silentAfter", "projects", "equipment",
            "assignments",
            "rates", "meterOperations", "companies", "recovery", "financeRole", "cutoff", "identities",
        ]
        let mapping = MappingReader(value, allowed: keys)
        let sources =
            mapping.required("from").map { systemNames($0, systems, with: [.restSource, .webhookSource]) } ?? []
        let target = mapping.required("to").map { systemNames($0, systems, with: [.restSink, .webhookSink]) } ?? []
        let projects = mapping.list("projects").compactMap { project($0, company, more: ["company"]) }
        let equipment = mapping.list("equipment").compactMap { machine($0) }
        let names = FlowNames(projects: Set(projects.map(\.code)), equipment: equipment)
        let assignments = mapping.list("assignments").compactMap { value in assignment(value, names).map { (value, $0) }
        }
        let rates = mapping.list("rates").compactMap { value in rate(value, company.currency, names).map { (value, $0) }
        }
        reportRepeated(mapping.list("equipment"), "code")
        reportRepeated(mapping.list("equipment"), "pin", ignoringCase: true)
        reportRepeated(mapping.list("projects"), "code")
        reportOverlaps(assignments)
        reportTwins(rates)
        let aliases = mapping.list("identities").compactMap { value in alias(value, names).map { (value, $0) } }
        reportContradictions(aliases)
        var settings = EquipmentUsageSettings(
            company: company.code,
            zone: company.zone,
            projects: projects,
            equipment: equipment,
            assignments: assignments.map(\.1),
            rates: rates.map(\.1),
            meterOperations: mapping.list("meterOperations").compactMap { operation($0, names) },
            aliases: aliases.map(\.1)
        )
        settings.approvalRole = mapping.optional("approvalRole")?.text() ?? settings.approvalRole
        settings.settleAfter = mapping.optional("settleAfter")?.duration() ?? settings.settleAfter
        settings.silentAfter = mapping.optional("silentAfter")?.duration() ?? settings.silentAfter
        reportVacancy(settings.approvalRole, surroundings.people, at: value)
        guard let target = target.first else { return nil }
        let books = books(mapping, of: company.code, in: target, systems)
        settings.charging = charging(mapping, settings, Set(books.keys).union([company.code]), surroundings.people)
        reportUnrecovered(assignments, settings)
        let deliver = mapping.optional("deliver").flatMap { schedule($0, company.zone) }
        return FlowBinding(
            flow: EquipmentUsageToJobCost(settings),
            sources: Set(sources),
            target: target,
            deliverySchedule: deliver ?? .realTime,
            companyTargets: books
        )
    }
}

/// The names that other parts of a flow's configuration may refer to.
struct FlowNames {
    let projects: Set<String>
    let equipment: [Equipment]

    func project(_ value: YAMLValue?) -> String? {
        value?.value("the code of a project listed under 'projects'") { projects.contains($0) ? $0 : nil }
    }

    func machine(_ value: YAMLValue?) -> String? {
        value?.value("the code of a machine listed under 'equipment'") { code in
            equipment.contains { $0.code == code } ? code : nil
        }
    }
}

extension ConfigurationReader {
    func project(_ value: YAMLValue, _ company: CompanyConfiguration, more keys: [String] = []) -> Project? {
        let mapping = MappingReader(value, allowed: ["code", "name", "timeZone"] + keys)
        guard let code = mapping.required("code")?.text(), let title = mapping.required("name")?.text() else {
            return nil
        }
        let zone = mapping.optional("timeZone").flatMap { $0.zone() } ?? company.zone
        return Project(code: code, title: title, timeZone: zone.identifier)
    }

    private func machine(_ value: YAMLValue) -> Equipment? {
        let keys = ["code", "category", "oem", "model", "serial", "pin", "equipmentId", "company"]
        let mapping = MappingReader(value, allowed: keys)
        guard let code = mapping.required("code")?.text(), let category = mapping.required("category")?.text() else {
            return nil
        }
        if code.hasPrefix(EquipmentUsageToJobCost.pairPrefix) {
            value.report("no machine may have a code that begins with '\(EquipmentUsageToJobCost.pairPrefix)'")
        }
        let identity = EquipmentIdentity(
            oem: mapping.optional("oem")?.text(),
            model: mapping.optional("model")?.text(),
            serial: mapping.optional("serial")?.text(),
            pin: mapping.optional("pin")?.text(),
            equipmentID: mapping.optional("equipmentId")?.text()
        )
        return Equipment(code: code, category: category, identity: identity)
    }

    private func alias(_ value: YAMLValue, _ names: FlowNames) -> EquipmentAlias? {
        let own = ["equipment", "validFrom", "validUntil", "approvedBy", "note"]
        let mapping = MappingReader(value, allowed: own + ["oem", "serial", "pin", "equipmentId"])
        let equipment = names.machine(mapping.required("equipment"))
        let identity = EquipmentIdentity(
            oem: mapping.optional("oem")?.text(),
            serial: mapping.optional("serial")?.text(),
            pin: mapping.optional("pin")?.text(),
            equipmentID: mapping.optional("equipmentId")?.text()
        )
        if identity.isEmpty { value.report("says no name; give 'pin', 'equipmentId', or 'oem' with 'serial'") }
        let (validFrom, until) = (mapping.required("validFrom")?.date(), mapping.optional("validUntil"))
        guard let equipment, let validFrom, !identity.isEmpty else { return nil }
        let validUntil = until?.date()
        if let validUntil, validUntil <= validFrom { until?.report("must be later than 'validFrom'") }
        return EquipmentAlias(
            equipment: equipment,
            identity: identity,
            validFrom: validFrom,
            validUntil: validUntil,
            approvedBy: mapping.optional("approvedBy")?.text(),
            note: mapping.optional("note")?.text()
        )
    }

    /// Reports approved entries that call different machines the same on some day.
    private func reportContradictions(_ aliases: [(YAMLValue, EquipmentAlias)]) {
        for (index, (value, alias)) in aliases.enumerated() {
            guard let other = aliases.prefix(index).first(where: { $0.1.contradicts(alias) }) else { continue }
            let place = "line \(other.0.node.mark?.line ?? 1)"
            value.report("\(other.1.equipment) is called the same on some of these days (\(place))")
        }
    }

    private func assignment(_ value: YAMLValue, _ names: FlowNames) -> EquipmentAssignment? {
        let mapping = MappingReader(value, allowed: ["equipment", "project", "costCode", "from", "until"])
        let equipment = names.machine(mapping.required("equipment"))
        let project = names.project(mapping.required("project"))
        let costCode = mapping.required("costCode")?.text()
        let from = mapping.required("from")?.date()
        let until = mapping.optional("until")
        guard let equipment, let project, let costCode, let from else { return nil }
        let untilDate = until?.date()
        if let untilDate, untilDate <= from { until?.report("must be later than 'from'") }
        return EquipmentAssignment(
            equipment: equipment,
            project: project,
            costCode: costCode,
            from: from,
            until: untilDate
        )
    }

    private func rate(_ value: YAMLValue, _ currency: Currency, _ names: FlowNames) -> EquipmentRate? {
        let mapping = MappingReader(value, allowed: ["equipment", "category", "from", "perHour"])
        let from = mapping.required("from")?.date()
        let perHour = mapping.required("perHour")?.decimal()
        let subject: EquipmentRate.Subject?
        switch (mapping.optional("equipment"), mapping.optional("category")) {
        case (let machine?, nil): subject = names.machine(machine).map { .equipment($0) }
        case (nil, let category?): subject = category.text().map { .category($0) }
        default:
            value.report("needs either 'equipment' or 'category'")
            subject = nil
        }
        guard let from, let perHour, let subject else { return nil }
        guard perHour > 0 else {
            value.report("'perHour' must be more than 0")
            return nil
        }
        return EquipmentRate(subject: subject, from: from, perHour: Money(perHour, currency))
    }

    private func operation(_ value: YAMLValue, _ names: FlowNames) -> MeterOperation? {
        let mapping = MappingReader(value, allowed: ["equipment", "kind", "at", "hoursBefore", "hoursAfter"])
        let equipment = names.machine(mapping.required("equipment"))
        let words = MeterOperation.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        let kind = mapping.required("kind")?.value("one of \(words)") { MeterOperation.Kind(rawValue: $0) }
        let at = mapping.required("at")?.instant()
        let before = mapping.required("hoursBefore")?.counterSeconds()
        let after = mapping.required("hoursAfter")?.counterSeconds()
        guard let equipment, let kind, let at, let before, let after else { return nil }
        return MeterOperation(kind: kind, equipment: equipment, at: at, counterBefore: before, counterAfter: after)
    }
}

extension YAMLValue {
    /// Hours of a counter, such as `4219.35`, in whole seconds.
    fileprivate func counterSeconds() -> Int64? {
        value("the hours of a counter such as 4219.35") { text in
            guard let hours = Decimal(plain: text), hours >= 0 else { return nil }
            let seconds = Int64((hours * 3600).rounded(scale: 0).plainText)
            return seconds.flatMap { $0 <= MeterReading.greatestCounter ? $0 : nil }
        }
    }
}
