import { Text } from "@mantine/core";
import type { ReleasePage } from "@/api/release";
import { CodeBlock } from "@/features/releases/page/CodeBlock";
import { folderFor, layoutWords, verifyCommand } from "@/features/releases/page/facts";
import classes from "./ReleasePage.module.css";

/** How anybody can prove that a copy is this release, byte by byte. */
export function Verification({ slug, page }: { slug: string; page: ReleasePage }) {
  const folder = folderFor(slug, page.version, [], page.exports);
  const manifests = page.exports.filter(({ manifest_sha256 }) => manifest_sha256 !== "");
  return (
    <div className={classes.stack}>
      <Text size="sm" c="dimmed">
        It needs nothing but the folder: every file, sum, box and picture is checked.
      </Text>
      <CodeBlock
        label="Verify with Aristarch"
        value={verifyCommand(page.verify, folder, page.exports)}
      />
      <CodeBlock
        label="Sums alone, without Aristarch"
        value={`cd ${folder}\nsha256sum --check --quiet SHA256SUMS\nsha256sum SHA256SUMS`}
      />
      {manifests.length > 0 && (
        <table className={classes.manifests}>
          <caption>SHA-256 of the manifest (SHA256SUMS)</caption>
          <tbody>
            {manifests.map((entry) => (
              <tr key={entry.id}>
                <th scope="row">{layoutWords(entry.layout).name}</th>
                <td>
                  <code>{entry.manifest_sha256}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {page.verify.public_key && (
        <CodeBlock label="Public key of the maintainers" value={page.verify.public_key} />
      )}
    </div>
  );
}
