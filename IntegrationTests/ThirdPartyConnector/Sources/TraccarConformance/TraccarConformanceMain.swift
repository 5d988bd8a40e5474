import ConnectorConformance
import TraccarSubject

/// The executable `traccar-conformance`: the list for this connector, with a report.
@main
struct TraccarConformanceMain {
    static func main() async { await ConformanceProgram.main([TraccarSubject()]) }
}
