package id.kinerja.planning.roster;

import id.kinerja.planning.roster.RosterFile.Kind;

/** The files of an invented region: every school has a principal, whom one head of the office appraises. */
final class InventedRoster {

    /** What the names of all these people begin with, and nobody else's. */
    static final String NAME = "Pegawai Contoh Nomor";

    private final int schools;
    private final int people;

    InventedRoster(int schools, int people) {
        this.schools = schools;
        this.people = people;
    }

    String schools() {
        var csv = new StringBuilder(String.join(",", Kind.SCHOOLS.columns())).append('\n');
        for (int i = 0; i < schools; i++) {
            csv.append(npsn(i))
                    .append(",SD NEGERI ")
                    .append(i)
                    .append(" CONTOH,SD,NEGERI,Kertek,Kab. Wonosobo,Jawa Tengah\n");
        }
        return csv.toString();
    }

    /** The head first, then a principal for each school, then the teachers one school after the other. */
    String employees() {
        var csv = new StringBuilder(String.join(",", Kind.EMPLOYEES.columns())).append('\n');
        row(csv, "kepala.dinas@dinas.belajar.id", 0, "OFFICE_HEAD", "", "");
        for (int i = 1; i < people; i++) {
            int school = i % schools;
            boolean principal = i <= schools;
            row(
                    csv,
                    account(i),
                    i,
                    principal ? "PRINCIPAL" : "TEACHER",
                    npsn(school),
                    principal ? "kepala.dinas@dinas.belajar.id" : account(school == 0 ? schools : school));
        }
        return csv.toString();
    }

    private static void row(StringBuilder csv, String account, int i, String role, String npsn, String appraiser) {
        csv.append(account).append(",").append(NAME).append(" ").append(i).append(',');
        csv.append(nip(i)).append(",,1981-01-01,PNS,").append(role).append(',').append(npsn);
        csv.append(",Guru Ahli Muda,III/c,SD NEGERI CONTOH,").append(appraiser).append('\n');
    }

    private static String account(int i) {
        return "pegawai.contoh." + i + "@guru.sd.belajar.id";
    }

    private static String npsn(int i) {
        return String.valueOf(20_000_000 + i);
    }

    private static String nip(int i) {
        return "19810101%04d%02d%d%03d"
                .formatted(2000 + i / 999 / 2 / 12, i / 999 / 2 % 12 + 1, i / 999 % 2 + 1, i % 999 + 1);
    }
}
