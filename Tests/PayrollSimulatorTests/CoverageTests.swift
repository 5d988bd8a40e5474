import PayrollSimulator
import SimulatorKit
import Testing

struct CoverageTests {
    @Test func everyOperationHasOneMark() {
        #expect(CoverageLedger<PayrollOffice>.unmarked == [])
        #expect(CoverageLedger<PayrollOffice>.repeated == [])
        #expect(CoverageLedger<PayrollOffice>.operations.isEmpty == false)
    }
}
