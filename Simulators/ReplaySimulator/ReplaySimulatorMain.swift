internal import SimulatorKit

/// The executable `replay-simulator`.
@main
struct ReplaySimulatorMain {
    static func main() async {
        await SimulatorHost<ReplayedSystem>.main()
    }
}
