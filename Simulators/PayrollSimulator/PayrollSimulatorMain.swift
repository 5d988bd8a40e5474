internal import SimulatorKit

/// The executable `payroll-simulator`.
@main
struct PayrollSimulatorMain {
    static func main() async {
        await SimulatorHost<PayrollOffice>.main()
    }
}
