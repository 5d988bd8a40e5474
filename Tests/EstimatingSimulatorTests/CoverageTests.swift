import EstimatingSimulator
import SimulatorKit
import Testing

struct CoverageTests {
    @Test func everyOperationHasOneMark() {
        #expect(CoverageLedger<EstimatingSystem>.unmarked == [])
        #expect(CoverageLedger<EstimatingSystem>.repeated == [])
        #expect(CoverageLedger<EstimatingSystem>.operations.isEmpty == false)
    }
}
