import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Reads PDFs (length as four bytes, then the bytes) from standard input; prints what veraPDF finds, one line each. */
public class Check {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
        DataInputStream input = new DataInputStream(System.in);
        for (int number = 0; ; number++) {
            byte[] pdf;
            try {
                pdf = new byte[input.readInt()];
            } catch (EOFException end) {
                return;
            }
            input.readFully(pdf);
            for (String failure : failures(pdf, flavour)) {
                System.out.println("FAILED\t" + number + "\t" + failure);
            }
            System.out.println("CHECKED\t" + number);
        }
    }

    private static List<String> failures(byte[] pdf, PDFAFlavour flavour) throws Exception {
        List<String> found = new ArrayList<>();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
            ValidationResult result = validator.validate(parser);
            for (TestAssertion check : result.getTestAssertions()) {
                if (check.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = check.getRuleId().getClause() + "-" + check.getRuleId().getTestNumber();
                    String text = rule + " " + check.getMessage() + " @ " + check.getLocation().getContext();
                    found.add(text.replaceAll("\\s+", " "));
                }
            }
        }
        return found;
    }
}
