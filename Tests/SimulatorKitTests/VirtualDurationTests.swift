import SimulatorKit
import Testing

struct VirtualDurationTests {
    @Test(arguments: [
        ("PT2H", 7200), ("P1DT30M", 88_200), ("P2W", 1_209_600), ("PT0S", 0), ("P1DT2H3M4S", 93_784),
        ("P36525D", 3_155_760_000),
    ])
    func readsSpans(text: String, seconds: Int64) {
        #expect(VirtualDuration(text)?.microseconds == seconds * 1_000_000)
    }

    @Test func readsFractionsOfASecondOnly() {
        #expect(VirtualDuration("PT0.25S")?.microseconds == 250_000)
        #expect(VirtualDuration("PT0.5H") == nil)
    }

    @Test(arguments: [
        "", "P", "PT", "P1Y", "P1M", "T2H", "PT2", "PT1M2H", "P-1D", "PT1H1H", "P36525DT1S", "P99999999999D", "PT1.S",
        "2H",
    ])
    func refusesWhatIsNoSpanOfKnownLength(text: String) {
        #expect(VirtualDuration(text) == nil)
    }
}
