import ConnectorHost
import TelematicsConnector

/// The Telematics connector in a process of its own, as `purlin` starts it where a system's `process` names it.
@main struct Main {
    static func main() async { await ConnectorHost.run(TelematicsConnector.self) }
}
