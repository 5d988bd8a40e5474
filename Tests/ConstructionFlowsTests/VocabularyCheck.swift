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
        for delivery in deliveries {
            let wrong = CanonicalVocabulary.schema(of: delivery.object)?.violations(in: delivery.payload)
            #expect(wrong == [], "\(name) delivers \(delivery.object): \(String(describing: wrong))")
        }
    }
}
