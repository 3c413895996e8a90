//! The words that dealings and rules share: verbs, roles, kinds of object, kinds of date.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every word, in order.
            pub const ALL: &[$name] = &[$($name::$variant,)+];

            /// The word as files and dealings write it.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

words! {
    /// What a party is.
    PartyKind {
        /// A natural person.
        Person = "person",
        /// A company, body or group.
        Entity = "entity",
    }
}

words! {
    /// What is done with the object of an act.
    Verb {
        /// Sell, supply or transfer.
        Supply = "supply",
        /// Buy, import or otherwise obtain.
        Procure = "procure",
        /// Transport.
        Carry = "carry",
        /// Broker or otherwise bring parties together.
        Broker = "broker",
        /// Repair, service or refurbish.
        Repair = "repair",
        /// Pay or transfer funds.
        Pay = "pay",
        /// Make funds or economic resources available.
        MakeAvailable = "make-available",
        /// Keep or hold.
        Hold = "hold",
        /// Open or set up.
        Open = "open",
        /// Keep running.
        Operate = "operate",
        /// Own.
        Own = "own",
        /// Invest in or enlarge.
        Invest = "invest",
        /// Give financial support.
        Finance = "finance",
        /// Insure or reinsure.
        Insure = "insure",
        /// Clear funds.
        Clear = "clear",
        /// Enter in a registry, or let fly the flag.
        Register = "register",
        /// Strike from a registry.
        Deregister = "deregister",
        /// Lease or charter.
        Charter = "charter",
        /// Provide or take crew.
        Crew = "crew",
        /// Class or certify.
        Classify = "classify",
        /// Bunker, supply or service a ship.
        Bunker = "bunker",
        /// Let into a port.
        EnterPort = "enter-port",
        /// Transfer goods from ship to ship.
        TransferShipToShip = "transfer-ship-to-ship",
        /// Take off, land or overfly.
        Fly = "fly",
        /// Fuel an aircraft.
        Fuel = "fuel",
        /// Employ, or authorise to work.
        Employ = "employ",
        /// Let enter or transit.
        Admit = "admit",
        /// Teach.
        Teach = "teach",
        /// Train, advise or assist.
        Train = "train",
        /// Host.
        Host = "host",
        /// Accredit, or accept as a diplomat or official.
        Accredit = "accredit",
        /// Cooperate.
        Cooperate = "cooperate",
        /// Use, lease or let real property.
        Use = "use",
        /// Claim under a contract.
        Claim = "claim",
    }
}

words! {
    /// The kinds of object an act can have.
    ObjectKind {
        /// Goods.
        Goods = "goods",
        /// Money or another asset.
        Asset = "asset",
        /// A service.
        Service = "service",
        /// A ship.
        Vessel = "vessel",
        /// An aircraft.
        Aircraft = "aircraft",
        /// A person.
        Person = "person",
        /// An account, branch, office or correspondent relation.
        Account = "account",
        /// A joint venture, cooperative entity or stake.
        Venture = "venture",
        /// Cooperation or teaching.
        Cooperation = "cooperation",
        /// A right.
        Right = "right",
        /// Real property.
        Property = "property",
    }
}

words! {
    /// What a party does in an act.
    Role {
        /// Sells.
        Seller = "seller",
        /// Buys.
        Buyer = "buyer",
        /// Sends.
        Consignor = "consignor",
        /// Receives.
        Consignee = "consignee",
        /// Exports.
        Exporter = "exporter",
        /// Imports.
        Importer = "importer",
        /// Made the goods.
        Manufacturer = "manufacturer",
        /// Uses the goods in the end.
        EndUser = "end-user",
        /// Carries.
        Carrier = "carrier",
        /// Owns the ship or asset.
        Owner = "owner",
        /// Operates the ship.
        Operator = "operator",
        /// Charters the ship.
        Charterer = "charterer",
        /// Insures.
        Insurer = "insurer",
        /// A financial institution in the chain.
        Bank = "bank",
        /// Pays.
        Payer = "payer",
        /// Is paid.
        Payee = "payee",
        /// Brokers.
        Broker = "broker",
        /// Employs.
        Employer = "employer",
        /// Works.
        Worker = "worker",
        /// Acts for another party.
        Agent = "agent",
        /// A partner in a venture.
        Partner = "partner",
        /// Holds an account.
        Holder = "holder",
        /// Provides a service.
        Provider = "provider",
        /// Receives a service.
        Recipient = "recipient",
        /// Benefits.
        Beneficiary = "beneficiary",
        /// Stands in between.
        Intermediary = "intermediary",
    }
}

words! {
    /// The dates that an act can have.
    DateKind {
        /// The day of the act.
        Date = "date",
        /// The day the contract was finalised in writing.
        Contract = "contract",
        /// The day of dispatch.
        Supply = "supply",
        /// The day of entry at the destination.
        Import = "import",
    }
}

impl Verb {
    /// What the verb also is when it is done with goods, a ship or an aircraft: a transfer from ship to ship carries, and
    /// whoever makes available, bunkers or fuels supplies. A rule that names the one reaches the other.
    pub fn also(self, object: ObjectKind) -> Option<Verb> {
        let movable = matches!(object, ObjectKind::Goods | ObjectKind::Vessel | ObjectKind::Aircraft);
        match self {
            Verb::TransferShipToShip if object == ObjectKind::Goods => Some(Verb::Carry),
            Verb::MakeAvailable if movable => Some(Verb::Supply),
            Verb::Bunker | Verb::Fuel if object == ObjectKind::Goods => Some(Verb::Supply),
            _ => None,
        }
    }
}
