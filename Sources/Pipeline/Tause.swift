import Domene

// Types of the pipeline that hold rows about persons.
extension Avvikspost: Taus {}
extension ReportedFault: Taus {}
extension Avstemmingsfunn: Taus {}
extension Avstemming: Taus {}
extension Personendring: Taus {}
extension Personnatt: Taus {}
extension Nattrader: Taus {}
extension Sammenligning: Taus {}
extension Listekilde: Taus {}
extension Dropgjennomgang: Taus {}
