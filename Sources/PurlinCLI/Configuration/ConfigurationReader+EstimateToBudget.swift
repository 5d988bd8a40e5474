import CanonicalModel
import ConnectorRuntime
import ConstructionFlows
import Governance

extension ConfigurationReader {
    func estimateToBudget(_ value: YAMLValue, _ surroundings: FlowSurroundings) -> FlowBinding? {
        let systems = surroundings.systems
        let keys = [
            "from", "to", "deliver", "mode", "budgetRole", "projects", "companion", "companionWait",
            "requireStatedTotal",
        ]
        let mapping = MappingReader(value, allowed: keys)
        let readable: [Capability] = [.restSource, .webhookSource, .fileSource]
        let sources = mapping.required("from").map { systemNames($0, systems, with: readable) } ?? []
        let companion = mapping.optional("companion").flatMap { name in
            systemNames(name, systems, with: readable).first.map { (name, $0) }
        }
        if let (place, name) = companion, sources.contains(name) {
            place.report("'\(name)' stands under 'from', too; a companion is only compared, never loaded")
        }
        let projects = mapping.list("projects").compactMap { budgetProject($0) }
        if projects.isEmpty { value.report("needs 'projects': which estimate becomes whose budget") }
        reportRepeated(mapping.list("projects"), "code")
        var settings = EstimateToBudgetSettings(
            zone: surroundings.company.zone,
            projects: projects,
            codes: surroundings.codes
        )
        settings.companion = companion?.1
        settings.budgetRole = mapping.optional("budgetRole")?.text() ?? settings.budgetRole
        settings.companionWait = mapping.optional("companionWait")?.duration() ?? settings.companionWait
        settings.requiresStatedTotal =
            mapping.optional("requireStatedTotal")?.value("true or false") { Bool($0) } ?? settings.requiresStatedTotal
        settings.approvesFirstLoad = surroundings.approvals.asks(at: .budgetLoad)
        reportVacancy(settings.budgetRole, surroundings.people, at: value)
        reportShared(mapping.list("projects"))
        let target = mapping.optional("to").flatMap { place in
            systemNames(place, systems, with: [.restSink, .webhookSink, .fileSink]).first
        }
        let deliver = mapping.optional("deliver").flatMap { schedule($0, surroundings.company.zone) }
        return FlowBinding(
            flow: EstimateToBudget(settings),
            sources: Set(sources).union(companion.map { [$0.1] } ?? []),
            target: target,
            deliverySchedule: deliver ?? .realTime
        )
    }

    private func budgetProject(_ value: YAMLValue) -> EstimateToBudgetSettings.Project? {
        let mapping = MappingReader(value, allowed: ["code", "estimates"])
        guard let code = mapping.required("code")?.text() else { return nil }
        return EstimateToBudgetSettings.Project(
            code: code,
            estimates: Set(mapping.optional("estimates")?.texts() ?? [])
        )
    }

    /// An estimate becomes the budget of one project.
    private func reportShared(_ projects: [YAMLValue]) {
        var owners: Set<String> = []
        for project in projects {
            guard let estimates = MappingReader(project, allowed: ["code", "estimates"]).optional("estimates") else {
                continue
            }
            for number in estimates.texts() where !owners.insert(number).inserted {
                estimates.report("estimate '\(number)' belongs to two projects; leave it with one of them")
            }
        }
    }
}
