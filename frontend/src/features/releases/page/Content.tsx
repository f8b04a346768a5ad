import { Text } from "@mantine/core";
import type { ReleasePage } from "@/api/release";
import { Counts } from "@/features/releases/Counts";
import { Exports } from "@/features/releases/exports/Exports";
import { Citation } from "@/features/releases/page/Citation";
import { Creators } from "@/features/releases/page/Creators";
import { HowToLoad } from "@/features/releases/page/HowToLoad";
import { Notices } from "@/features/releases/page/Notices";
import { Samples } from "@/features/releases/page/Samples";
import { Section } from "@/features/releases/page/Section";
import { Statistics } from "@/features/releases/page/Statistics";
import { Subsets } from "@/features/releases/page/Subsets";
import { Verification } from "@/features/releases/page/Verification";
import classes from "./ReleasePage.module.css";

interface ContentProps {
  slug: string;
  page: ReleasePage;
  maintain: boolean;
}

export function Content({ slug, page, maintain }: ContentProps) {
  const { about } = page;
  return (
    <>
      <Notices slug={slug} errata={page.errata} withdrawn={page.withdrawn} />
      <div className={classes.intro}>
        {about.description ? (
          <p className={classes.description}>{about.description}</p>
        ) : (
          <Text c="dimmed">This release was frozen without a description.</Text>
        )}
        <Creators about={about} />
      </div>
      <Counts counts={page.counts} />
      <Section title="Samples" show={page.samples.length > 0}>
        <Samples samples={page.samples} />
      </Section>
      <Section title="Subsets" show={page.subsets.length > 0}>
        <Subsets subsets={page.subsets} />
      </Section>
      <Section title="Statistics">
        <Statistics statistics={page.statistics} />
      </Section>
      <Section title="Get it">
        <Exports slug={slug} releaseId={page.id} exports={page.exports} maintain={maintain} />
      </Section>
      <Section title="Load it" show={page.loading.length > 0}>
        <HowToLoad slug={slug} page={page} />
      </Section>
      <Section title="Verify it">
        <Verification slug={slug} page={page} />
      </Section>
      <Section title="Cite it">
        <Citation citation={page.citation} />
      </Section>
    </>
  );
}
