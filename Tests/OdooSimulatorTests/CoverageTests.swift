import SimulatorKit
import Testing

@testable import OdooSimulator

struct CoverageTests {
    @Test func everyOperationHasOneMark() {
        #expect(CoverageLedger<OdooServer>.unmarked == [])
        #expect(CoverageLedger<OdooServer>.repeated == [])
        #expect(CoverageLedger<OdooServer>.operations.isEmpty == false)
    }
}
