import ConnectorHost
import TraccarConnector

/// The executable `traccar-host`: the connector in a process of its own.
@main
struct TraccarHostMain {
    static func main() async { await ConnectorHost.run(TraccarConnector.self) }
}
