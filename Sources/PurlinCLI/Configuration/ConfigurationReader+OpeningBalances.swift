import ConnectorRuntime
import ConstructionFlows

extension ConfigurationReader {
    func openingBalances(_ value: YAMLValue, _ surroundings: FlowSurroundings) -> FlowBinding? {
        let mapping = MappingReader(value, allowed: ["to", "deliver", "mode", "approvalRole", "projects"])
        let target = mapping.required("to").flatMap { place in
            systemNames(place, surroundings.systems, with: [.restSink, .webhookSink, .fileSink]).first
        }
        let role = mapping.optional("approvalRole")?.text() ?? "finance"
        reportVacancy(role, surroundings.people, at: value)
        let projects = mapping.list("projects").compactMap { project($0, surroundings.company) }
        reportRepeated(mapping.list("projects"), "code")
        let deliver = mapping.optional("deliver").flatMap { schedule($0, surroundings.company.zone) }
        let company = surroundings.company
        return FlowBinding(
            flow: OpeningBalancesToJobCost(
                company: company.code,
                currency: company.currency,
                approvalRole: role,
                projects: projects
            ),
            sources: [],
            target: target,
            deliverySchedule: deliver ?? .realTime
        )
    }
}
