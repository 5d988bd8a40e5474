import CanonicalModel
import ConnectorRuntime
import ConstructionFlows

/// Whose machines and projects are, and where the use of a machine is recovered.
extension ConfigurationReader {
    /// The systems that keep the books of each company, the configuration's own among them; none where there is one company.
    func books(
        _ mapping: MappingReader,
        of own: String,
        in target: String,
        _ systems: [PurlinConfiguration.System]
    ) -> [String: String] {
        let entries = mapping.list("companies")
        reportRepeated(entries, "code")
        reportRepeated(entries, "to")
        var books = entries.isEmpty ? [:] : [own: target]
        if own.contains("/"), let first = entries.first {
            first.report("company.code '\(own)' has a '/', which companies that charge each other cannot have")
        }
        for entry in entries {
            let company = MappingReader(entry, allowed: ["code", "to"])
            let code = company.required("code")?.value("a code without '/' that is not the company's own, \(own)") {
                $0 == own || $0.contains("/") ? nil : $0
            }
            let place = company.required("to")
            let system = place.map { systemNames($0, systems, with: [.restSink, .webhookSink]) }?.first
            if system == target {
                place?.report("'\(target)' keeps the books of \(own); each company has its own system")
            }
            if let code, let system { books[code] = system }
        }
        return books
    }

    /// What is recovered where, and who approves it.
    func charging(
        _ mapping: MappingReader,
        _ settings: EquipmentUsageSettings,
        _ companies: Set<String>,
        _ people: [Person]
    ) -> EquipmentCharging {
        var charging = EquipmentCharging()
        charging.projectCompanies = owners(mapping.list("projects"), companies)
        charging.owners = owners(mapping.list("equipment"), companies)
        var settings = settings
        settings.charging = charging
        charging.homes = homes(mapping.list("recovery"), settings)
        charging.cutoff = mapping.optional("cutoff")?.duration() ?? charging.cutoff
        if let role = mapping.optional("financeRole"), let name = role.text() {
            charging.financeRole = name
            reportVacancy(name, people, at: role)
        }
        return charging
    }

    /// The member `company` of projects or machines, by their codes.
    private func owners(_ values: [YAMLValue], _ companies: Set<String>) -> [String: String] {
        var owners: [String: String] = [:]
        for value in values {
            let members = Dictionary(value.members().map { ($0.name, $0.value) }) { first, _ in first }
            guard let code = members["code"]?.text(), let company = members["company"] else { continue }
            owners[code] = company.value("the company's own code, or one listed under 'companies'") {
                companies.contains($0) ? $0 : nil
            }
        }
        return owners
    }

    /// Where each machine's use is recovered: its own entry goes before that of its category, which holds for the machines of
    /// the company whose project it names.
    private func homes(_ values: [YAMLValue], _ settings: EquipmentUsageSettings) -> [String: HomeCostCentre] {
        let names = FlowNames(projects: Set(settings.projects.map(\.code)), equipment: settings.equipment)
        var own: [String: HomeCostCentre] = [:]
        var shared: [String: HomeCostCentre] = [:]
        for value in values {
            let mapping = MappingReader(value, allowed: ["equipment", "category", "project", "costCode"])
            let project = names.project(mapping.required("project"))
            let costCode = mapping.required("costCode")?.text()
            switch (mapping.optional("equipment"), mapping.optional("category")) {
            case (let machine?, nil):
                guard let code = names.machine(machine), let project, let costCode else { continue }
                let (owner, bearer) = (settings.owner(of: code), settings.company(ofProject: project))
                if owner != bearer { value.report("\(code) is of \(owner), and \(project) of \(bearer)") }
                if own[code] != nil { value.report("\(code) is recovered in two places; remove one") }
                own[code] = HomeCostCentre(project: project, costCode: costCode)
            case (nil, let category?):
                guard let name = category.text(), let project, let costCode else { continue }
                for machine in settings.equipment where machine.category == name {
                    guard settings.owner(of: machine.code) == settings.company(ofProject: project) else { continue }
                    if shared[machine.code] != nil { value.report("\(name) is recovered in two places; remove one") }
                    shared[machine.code] = HomeCostCentre(project: project, costCode: costCode)
                }
            default: value.report("needs either 'equipment' or 'category'")
            }
        }
        return shared.merging(own) { $1 }
    }

    /// Reports machines that work for another company and have no place where their own recovers it.
    func reportUnrecovered(_ assignments: [(YAMLValue, EquipmentAssignment)], _ settings: EquipmentUsageSettings) {
        for (value, assignment) in assignments where settings.charging.homes[assignment.equipment] == nil {
            let owner = settings.owner(of: assignment.equipment)
            let bearer = settings.company(ofProject: assignment.project)
            guard owner != bearer else { continue }
            value.report(
                "\(assignment.equipment) of \(owner) works for \(assignment.project) of \(bearer); name under 'recovery' where "
                    + "\(owner) recovers it"
            )
        }
    }
}
