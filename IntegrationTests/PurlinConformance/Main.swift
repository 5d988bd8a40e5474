import ConnectorConformance
import ShippedSubjects

/// What `purlin conformance NAME` starts: the connectors that come with Purlin.
@main struct Main {
    static func main() async { await ConformanceProgram.main(ShippedSubjects.all) }
}
