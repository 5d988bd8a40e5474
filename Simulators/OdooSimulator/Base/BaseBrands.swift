/// The brands of vehicles of the base data, as the module fleet brings them.
enum BaseBrands {
    /// The names in the order of their ids.
    static let names = [
        "Abarth", "Acura", "Alfa", "Audi", "Austin", "Bentley", "Bmw", "Bugatti", "Buick", "Byd", "Cadillac",
        "Chevrolet", "Chrysler", "Citroen", "Corre La Licorne", "Daewoo", "Dodge", "Ferrari", "Fiat", "Ford",
        "Holden", "Honda", "Hyundai", "Infiniti", "Isuzu", "Jaguar", "Jeep", "Kia", "Koenigsegg", "Lagonda",
        "Lamborghini", "Lancia", "Land Rover", "Lexus", "Lincoln", "Lotus", "Maserati", "Maybach", "Mazda",
        "Mercedes", "Mg", "Mini", "Mitsubishi", "Morgan", "Nissan", "Oldsmobile", "Opel", "Peugeot", "Pontiac",
        "Porsche", "Rambler", "Renault", "Rolls-Royce", "Saab", "Scion", "Skoda", "Smart", "Steyr", "Subaru",
        "Tesla Motors", "Toyota", "Trabant", "Volkswagen", "Volvo", "Willys", "Suzuki",
    ]
}
