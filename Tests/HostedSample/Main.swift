import ConnectorHost
import HostedSamples

/// A connector in a process of its own, as a partner writes it.
@main struct Main {
    static func main() async { await ConnectorHost.run(NotesConnector.self) }
}
