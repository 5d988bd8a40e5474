import CanonicalModel
import ConstructionFlows
import JSON
import Testing

extension FlowDecision {
    /// Makes sure that what a step found out, and what follows from it, is in the words of the vocabulary.
    func expectVocabulary(of flow: any BusinessFlow) {
        let name = type(of: flow).name
        for finding in findings {
            guard let event = CanonicalVocabulary.event(finding.event, of: name) else {
                Issue.record("\(name) notes \(finding.event), which is no event of the vocabulary")
                continue
            }
            let wrong = event.violations(in: finding.detail)
            #expect(wrong.isEmpty, "\(name) notes of \(finding.event): \(wrong)")
        }
        let described = FlowCatalogue.flow(named: name)
        #expect(
            described.map { Set($0.consumes) } == flow.consumes,
            "\(name) takes other objects than its description says"
        )
        for delivery in deliveries + flow.masterData {
            #expect(
                described?.writes.contains(delivery.object) == true,
                "\(name) is not said to write \(delivery.object)"
            )
            let wrong = CanonicalVocabulary.schema(of: delivery.object)?.violations(in: delivery.payload)
            #expect(wrong == [], "\(name) delivers \(delivery.object): \(String(describing: wrong))")
        }
    }
}
