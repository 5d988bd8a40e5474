import SimulatorKit
import TelematicsSimulator
import Testing

struct CoverageTests {
    @Test func everyOperationHasOneMark() {
        #expect(CoverageLedger<FleetProviders>.unmarked == [])
        #expect(CoverageLedger<FleetProviders>.repeated == [])
        #expect(CoverageLedger<FleetProviders>.operations.isEmpty == false)
    }
}
