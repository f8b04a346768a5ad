import { Text } from "@mantine/core";
import type { Release } from "@/api/types";
import { CopyField } from "@/components/CopyField";
import classes from "./ReleasesPage.module.css";

interface HowToUseProps {
  slug: string;
  release: Release;
  open: boolean;
}

/** Copy-and-paste ways to check, load, evaluate and cite it. */
export function HowToUse({ slug, release, open }: HowToUseProps) {
  const folder = `${slug}-${release.version}-ilias`;
  const year = new Date(release.frozen_at).getFullYear();
  return (
    <details className={classes.details} open={open}>
      <summary>How to load and cite it</summary>
      <div className={classes.uses}>
        <Text size="sm">Unpack and check</Text>
        <CopyField
          label="Unpack and check"
          value={`tar -xf ${folder}.tar && cd ${folder}\nsha256sum --check --quiet SHA256SUMS`}
        />
        <Text size="sm">Evaluate with the official ILIAS script</Text>
        <CopyField
          label="Evaluate"
          value={
            "python <ilias>/evaluation/evaluate.py --dataset_dir . --similarity_file similarities.json"
          }
        />
        <Text size="sm">Load in Python, with Aristarch installed</Text>
        <CopyField
          label="Load in Python"
          value={`from pathlib import Path\nfrom retrieval.bundle.reader import read_release\n\nrelease = read_release(Path("${folder}"))\nprint(len(release.objects))`}
        />
        <Text size="sm">Cite</Text>
        <CopyField label="Cite" value={citation(slug, release, year)} />
      </div>
    </details>
  );
}

function citation(slug: string, release: Release, year: number): string {
  return [
    `@misc{${slug}_${release.version.replaceAll(".", "_")},`,
    `  title        = {${release.title}},`,
    `  version      = {${release.version}},`,
    `  year         = {${year}},`,
    `  howpublished = {SHA-256 of the manifest: ${release.manifest_sha256}},`,
    "}",
  ].join("\n");
}
