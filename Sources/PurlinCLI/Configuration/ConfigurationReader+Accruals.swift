import ConnectorRuntime
import ConstructionFlows

extension ConfigurationReader {
    func accruals(_ value: YAMLValue, _ surroundings: FlowSurroundings) -> FlowBinding? {
        let mapping = MappingReader(value, allowed: ["to", "companies", "deliver", "approvalRole"])
        let target = mapping.required("to").flatMap { place in
            systemNames(place, surroundings.systems, with: [.restSink, .webhookSink, .fileSink]).first
        }
        let role = mapping.optional("approvalRole")?.text() ?? "finance"
        reportVacancy(role, surroundings.people, at: value)
        let company = surroundings.company
        let books = target.map { self.books(mapping, of: company.code, in: $0, surroundings.systems) } ?? [:]
        let deliver = mapping.optional("deliver").flatMap { schedule($0, company.zone) }
        return FlowBinding(
            flow: AccrualsToJobCost(companies: Set(books.keys).union([company.code]), approvalRole: role),
            sources: [],
            target: target,
            deliverySchedule: deliver ?? .realTime,
            companyTargets: books
        )
    }
}
