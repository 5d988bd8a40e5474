import ConnectorHost
import EstimatingConnector

/// The Estimating connector in a process of its own, as `purlin` starts it where a system's `process` names it.
@main struct Main {
    static func main() async { await ConnectorHost.run(EstimatingConnector.self) }
}
